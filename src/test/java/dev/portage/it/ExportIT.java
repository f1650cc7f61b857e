package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is exported is sent as it is read, however much it is: it need not fit into memory. */
class ExportIT {
    private static final int HEAP_MEGABYTES = 96;
    private static final int ROWS = 75_000;
    private static final long MORE_THAN_FITS = (long) HEAP_MEGABYTES << 20;

    @RegisterExtension
    final Scene scene = new Scene();

    private ServiceProcess service;
    private String migration;

    @BeforeEach
    void start() {
        service = scene.start("-Xmx" + HEAP_MEGABYTES + "m");
        migration = scene.api().createFor(Scene.POOL);
    }

    /** What came. */
    private record Received(long bytes, long lines) {}

    private Received export(String path, String type) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.url().resolve(path))
                .header("Authorization", "Bearer " + Api.TOKEN)
                .header("Accept", type)
                .timeout(Duration.ofMinutes(2))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Length"))
                    .as("a length, which nobody knows who has not written all of it")
                    .isEmpty();
            return received(response.body());
        }
    }

    private static Received received(InputStream body) throws IOException {
        long bytes = 0;
        long lines = 0;
        byte[] buffer = new byte[1 << 16];
        try (body) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes += read;
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return new Received(bytes, lines);
    }

    @Test
    void ofUsersAndTheirAttributes() throws Exception {
        scene.query("""
                insert into source_user (migration_id, sub, username, email, status, enabled, federated_only, attributes,
                    identities, digest, state, workos_user_id, first_seen_at, updated_at)
                select '%s', 'sub-' || n, 'user-' || n, 'user-' || n || '@example.com', 'CONFIRMED', true, false,
                    jsonb_build_object('custom:notes', repeat('anything ', 180)), '[]', 'digest', 'IMPORTED', 'user_' || n,
                    now(), now()
                from generate_series(1, %d) as n
                """.formatted(migration, ROWS));
        String attributes = "/migrations/" + migration + "/attributes";
        for (String type : new String[] {"application/x-ndjson", "text/csv"}) {
            Received received = export(attributes, type);
            assertThat(received.lines()).as(type).isBetween(ROWS - 1L, ROWS + 1L);
            assertThat(received.bytes()).as(type).isGreaterThan(MORE_THAN_FITS);
        }
        // The attributes are read with each user, and left out.
        assertThat(export("/migrations/" + migration + "/users", "text/csv").lines())
                .isEqualTo(ROWS + 1L);
    }

    @Test
    void ofTheAuditTrail() throws Exception {
        scene.query("""
                insert into audit_entry (at, actor, method, path, status)
                select now(), 'admin', 'POST', '/migrations/' || repeat('anything-', 180), 404
                from generate_series(1, %d)
                """.formatted(ROWS));

        Received received = export("/audit", "application/x-ndjson");
        assertThat(received.lines()).isGreaterThan(ROWS);
        assertThat(received.bytes()).isGreaterThan(MORE_THAN_FITS);
    }
}
