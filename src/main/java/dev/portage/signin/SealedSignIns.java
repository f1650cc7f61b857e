package dev.portage.signin;

import dev.portage.cognito.CognitoChallenge;
import dev.portage.migration.Password;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals a sign-in that waits for a second factor into the token that the caller keeps meanwhile, so that no replica
 * keeps the password. The key, another for each, stays in the database: neither half is of use alone, and with the key
 * the token is worth nothing.
 */
@ApplicationScoped
class SealedSignIns {
    private static final int KEY = 32;
    private static final int IV = 12;
    private static final int ID = 16;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final ChallengeKeys keys;
    private final Origins origins;

    SealedSignIns(ChallengeKeys keys, Origins origins) {
        this.keys = keys;
        this.origins = origins;
    }

    String seal(PendingSignIn pending) {
        UUID id = UUID.randomUUID();
        byte[] key = random(KEY);
        byte[] iv = random(IV);
        byte[] plain = bytes(pending);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, iv, id);
            ByteBuffer token = ByteBuffer.allocate(ID + IV + cipher.getOutputSize(plain.length));
            token.put(bytes(id)).put(iv).put(cipher.doFinal(plain));
            keys.keep(id, key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** Empty for a token that is none of ours, or is used up, or too old. */
    Optional<PendingSignIn> open(String token) {
        Optional<byte[]> sealed = decoded(token);
        return sealed.flatMap(bytes -> keys.find(id(bytes)).flatMap(key -> open(bytes, key)));
    }

    /** Makes the token worthless. */
    void forget(String token) {
        decoded(token).ifPresent(bytes -> keys.forget(id(bytes)));
    }

    private static Optional<byte[]> decoded(String token) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(token)).filter(bytes -> bytes.length > ID + IV);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<PendingSignIn> open(byte[] sealed, byte[] key) {
        try {
            byte[] iv = Arrays.copyOfRange(sealed, ID, ID + IV);
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, key, iv, id(sealed)).doFinal(sealed, ID + IV, sealed.length - ID - IV);
            try {
                return read(plain);
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        } catch (GeneralSecurityException e) {
            // Changed on its way.
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] iv, UUID id) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(bytes(id));
        return cipher;
    }

    private static byte[] bytes(PendingSignIn pending) {
        CognitoChallenge challenge = pending.challenge();
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(pending.origin().migrationId().toString());
            out.writeUTF(pending.email());
            out.writeUTF(pending.password().reveal());
            out.writeUTF(challenge.kind().name());
            out.writeUTF(challenge.session());
            out.writeUTF(challenge.username());
            out.writeInt(challenge.choices().size());
            for (CognitoChallenge.Kind choice : challenge.choices()) {
                out.writeUTF(choice.name());
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where the migration is not live any more. */
    private Optional<PendingSignIn> read(byte[] plain) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
            UUID migration = UUID.fromString(in.readUTF());
            String email = in.readUTF();
            Password password = new Password(in.readUTF().toCharArray());
            CognitoChallenge.Kind kind = CognitoChallenge.Kind.valueOf(in.readUTF());
            String session = in.readUTF();
            String username = in.readUTF();
            List<CognitoChallenge.Kind> choices = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                choices.add(CognitoChallenge.Kind.valueOf(in.readUTF()));
            }
            CognitoChallenge challenge = new CognitoChallenge(kind, session, username, Optional.empty(), choices);
            return origins.of(migration).map(origin -> new PendingSignIn(origin, email, password, challenge));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static UUID id(byte[] token) {
        ByteBuffer buffer = ByteBuffer.wrap(token);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
