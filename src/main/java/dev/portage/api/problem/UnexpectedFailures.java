package dev.portage.api.problem;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What nobody foresaw: the caller learns an id, the log everything. */
@ApplicationScoped
class UnexpectedFailures {

    private static final Logger LOG = Logger.getLogger(UnexpectedFailures.class);

    /** @param where method and path, without the query, which may hold an e-mail address */
    Problem report(Throwable failure, String where) {
        String id = "urn:uuid:" + UUID.randomUUID();
        LOG.errorf(failure, "%s failed unexpectedly (%s)", where, id);
        return Problem.of(
                        500,
                        "internal-error",
                        "The service failed unexpectedly. Its log says why, under this problem's instance.")
                .known(id);
    }
}
