package dev.portage.audit;

import java.time.Instant;

/**
 * One call that changed something, or tried to.
 *
 * @param actor the role whose token it came with
 * @param address the caller's IP address; the one that a proxy forwards only where {@code quarkus.http.proxy} trusts it
 * @param path without the query, which may hold an e-mail address
 * @param status the answer's
 */
public record AuditEntry(
        Instant at, String actor, String address, String method, String path, int status, String requestId) {}
