package dev.portage.cognito;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.migration.CognitoUser;
import dev.portage.migration.Identity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DumpReaderProperties {

    @Property(tries = 300)
    void everyFormIsReadBackEqual(
            @ForAll("users") List<CognitoUser> users,
            @ForAll DumpForm form,
            @ForAll boolean isoDates,
            @ForAll Packing packing,
            @ForAll @IntRange(min = 1, max = 12) int batchSize)
            throws Exception {
        CollectingSink sink = new CollectingSink();

        DumpSummary summary = new DumpReader(batchSize)
                .read(new ByteArrayInputStream(packing.pack(form.write(users, isoDates))), sink);

        assertThat(sink.users).isEqualTo(users);
        assertThat(summary).isEqualTo(new DumpSummary(users.size(), 0, false));
        assertThat(sink.batchSizes).allMatch(size -> size > 0 && size <= batchSize);
    }

    @Property(tries = 500)
    void aCutIsNoticedAndWhatWasHandedOverIsTheBeginning(
            @ForAll("users") List<CognitoUser> users,
            @ForAll DumpForm form,
            @ForAll boolean isoDates,
            @ForAll Packing packing,
            @ForAll @IntRange(max = 9_999) int place)
            throws Exception {
        byte[] whole = packing.pack(form.write(users, isoDates));
        byte[] cut = Arrays.copyOf(whole, whole.length * place / 10_000);
        CollectingSink sink = new CollectingSink();
        try {
            DumpSummary summary = new DumpReader(2).read(new ByteArrayInputStream(cut), sink);

            // Cut between two pages: only the first one's token tells.
            assertThat(form).isEqualTo(DumpForm.PAGES);
            assertThat(packing).isNotEqualTo(Packing.GZIP);
            assertThat(summary.endsWithToken()).isTrue();
        } catch (DamagedDump damage) {
            assertThat(damage.usersHandedOver()).isEqualTo(sink.users.size());
            assertThat(damage.usersRead()).isBetween(damage.usersHandedOver(), damage.usersHandedOver() + 1);
        }
        assertThat(users.subList(0, sink.users.size())).isEqualTo(sink.users);
    }

    @Property(tries = 500)
    void noBytesMakeItFailInAnotherWay(@ForAll byte[] bytes, @ForAll boolean gzip) throws Exception {
        byte[] dump = gzip ? ("\u001f\u008b\b" + new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1) : bytes;
        try {
            new DumpReader(2).read(new ByteArrayInputStream(dump), new CollectingSink());
        } catch (DamagedDump expected) {
            assertThat(expected.usersRead()).isZero();
        }
    }

    enum Packing {
        PLAIN,
        BYTE_ORDER_MARK,
        GZIP;

        byte[] pack(String text) throws IOException {
            byte[] plain = (this == BYTE_ORDER_MARK ? "\uFEFF" + text : text).getBytes(StandardCharsets.UTF_8);
            if (this != GZIP) {
                return plain;
            }
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(plain);
            }
            return packed.toByteArray();
        }
    }

    @Provide
    Arbitrary<List<CognitoUser>> users() {
        Arbitrary<Instant> instants = Arbitraries.longs()
                .between(1_400_000_000_000L, 1_900_000_000_000L)
                .map(Instant::ofEpochMilli);
        Arbitrary<Map<String, String>> attributes = Arbitraries.maps(
                        Arbitraries.of(
                                "email", "email_verified", "phone_number", "name", "custom:plan", "dev:custom:x"),
                        text())
                .ofMaxSize(6);
        return Combinators.combine(
                        Arbitraries.create(UUID::randomUUID),
                        text().filter(name -> !name.isBlank()),
                        Arbitraries.of("CONFIRMED", "EXTERNAL_PROVIDER", "ARCHIVED", "SOMETHING_NEW"),
                        Arbitraries.of(true, false),
                        instants.injectNull(0.1),
                        instants.injectNull(0.1),
                        attributes,
                        identities())
                .as((sub, username, status, enabled, created, modified, attributesOfUser, identities) -> {
                    Map<String, String> all = new HashMap<>(attributesOfUser);
                    all.put("sub", sub.toString());
                    if (!identities.isEmpty()) {
                        all.put("identities", json(identities));
                    }
                    return new CognitoUser(
                            sub.toString(), username, status, enabled, created, modified, all, identities);
                })
                .list()
                .ofMaxSize(10);
    }

    private static Arbitrary<List<Identity>> identities() {
        return Combinators.combine(
                        text(),
                        Arbitraries.of("Google", "My_Own_OIDC"),
                        Arbitraries.of("Google", "OIDC").injectNull(0.1),
                        Arbitraries.of(true, false))
                .as(Identity::new)
                .list()
                .ofMaxSize(2);
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withCharRange('\u0001', '\uD7FF')
                .withChars('"', '\\', '/', '{', '}', '\n', '\uFEFF')
                .ofMaxLength(12);
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
