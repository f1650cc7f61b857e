package dev.portage.migration;

import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands for an address of a person where the address itself is not to be kept: its HMAC-SHA256 under a secret that all
 * replicas have, and the database has not.
 */
@ApplicationScoped
public class AddressHash {
    private static final int NETWORK_BYTES = 8;

    private final SecretKeySpec key;

    /** The secret: by default what stands for the WorkOS environment in every replica, its API key. */
    @ConfigMapping(prefix = "portage.address-hash")
    public interface Config {
        /** What addresses are hashed with where a sign-in leaves a row; every replica has the same, and the database has not. */
        Optional<String> secret();
    }

    public AddressHash(Config config) {
        byte[] secret = config.secret()
                .filter(text -> !text.isBlank())
                .orElse("none is set")
                .getBytes(StandardCharsets.UTF_8);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** Of an e-mail address, whatever its case. */
    public byte[] ofEmail(String email) {
        return hash("email", email.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Of a client's address. With IPv6 the first 64 bits count, as one household has all the rest.
     *
     * @param literal an IPv4 or IPv6 address; an {@link IllegalArgumentException} where it is neither
     */
    public byte[] ofClient(String literal) {
        InetAddress address = InetAddress.ofLiteral(literal);
        byte[] bytes = address.getAddress();
        return hash("client", address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }

    private byte[] hash(String what, byte[] value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(("portage " + what + '\n').getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
