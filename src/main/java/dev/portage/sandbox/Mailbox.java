package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The e-mails that WorkOS would have sent, and the password resets that they lead to. */
final class Mailbox {

    record Mail(String id, String userId, String email, String token, String url, Instant sentAt, Instant expiresAt) {

        /** As the API answers the request that sent it. */
        ObjectNode json() {
            return data().put("password_reset_token", token).put("password_reset_url", url);
        }

        /** As events carry it: without the secrets. */
        ObjectNode data() {
            return Json.object()
                    .put("object", "password_reset")
                    .put("id", id)
                    .put("user_id", userId)
                    .put("email", email)
                    .put("expires_at", Json.time(expiresAt))
                    .put("created_at", Json.time(sentAt));
        }
    }

    private final List<Mail> sent = new CopyOnWriteArrayList<>();
    private final List<Mail> open = new CopyOnWriteArrayList<>();

    /** Sends a mail, unless so many were sent in the time before it; whether it was sent. */
    synchronized boolean send(Mail mail, int quota, Duration window) {
        Instant since = mail.sentAt().minus(window);
        if (sent.stream().filter(before -> before.sentAt().isAfter(since)).count() >= quota) {
            return false;
        }
        sent.add(mail);
        open.add(mail);
        return true;
    }

    Optional<Mail> byToken(String token) {
        return open.stream().filter(mail -> mail.token().equals(token)).findFirst();
    }

    Optional<Mail> byId(String id) {
        return sent.stream().filter(mail -> mail.id().equals(id)).findFirst();
    }

    /** A link works once; false if it was used meanwhile. */
    boolean use(Mail mail) {
        return open.remove(mail);
    }

    ObjectNode describe(Optional<String> email) {
        ObjectNode json = Json.object();
        ArrayNode mails = json.putArray("mails");
        sent.stream()
                .filter(mail -> email.map(mail.email()::equalsIgnoreCase).orElse(true))
                .forEach(mail -> mails.add(mail.json().put("sent_at", Json.time(mail.sentAt()))));
        return json.put("count", mails.size());
    }

    void clear() {
        sent.clear();
        open.clear();
    }
}
