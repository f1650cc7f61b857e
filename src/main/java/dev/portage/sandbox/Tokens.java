package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Tokens that look like JSON web tokens; nobody signed them. */
final class Tokens {

    private Tokens() {}

    static String jwt(String issuer, String subject, Instant now) {
        ObjectNode header = Json.object().put("alg", "RS256").put("kid", "sandbox");
        ObjectNode claims = Json.object()
                .put("iss", issuer)
                .put("sub", subject)
                .put("sid", "session_" + random())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plusSeconds(3_600).getEpochSecond());
        return part(header) + "." + part(claims) + ".c2FuZGJveA";
    }

    private static String part(ObjectNode json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(json));
    }

    static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
