package dev.portage.api.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.portage.cognito.Unanswered;
import dev.portage.migration.ConflictException;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.NotFoundException;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Every exception that leaves a resource, as a problem. Quarkus brings mappers of its own for some of these types;
 * naming the same types here takes their place.
 */
class RestProblems {

    private static final Logger LOG = Logger.getLogger(RestProblems.class);
    private static final Duration DATABASE_RETRY = Duration.ofSeconds(5);

    private final ProblemWriter writer;
    private final UnexpectedFailures unexpected;
    private final AllowedMethods methods;

    RestProblems(ProblemWriter writer, UnexpectedFailures unexpected, AllowedMethods methods) {
        this.writer = writer;
        this.methods = methods;
        this.unexpected = unexpected;
    }

    @ServerExceptionMapper
    public Response problem(ProblemException failure, HttpServerRequest request) {
        Response.ResponseBuilder response = writer.response(failure.problem());
        failure.headers().forEach(response::header);
        if (failure.problem().status() == 413 && request.version() != HttpVersion.HTTP_2) {
            // The rest of the body is still on its way; a new connection is cheaper than reading it.
            response.header("Connection", "close");
        }
        return response.build();
    }

    @ServerExceptionMapper
    public Response conflict(ConflictException failure) {
        return answer(Problem.of(409, failure.slug(), failure.detail()));
    }

    @ServerExceptionMapper
    public Response notFound(NotFoundException failure) {
        String what = failure.what();
        return answer(Problem.of(404, "not-found", failure.detail())
                .titled(Character.toUpperCase(what.charAt(0)) + what.substring(1) + " not found"));
    }

    @ServerExceptionMapper
    public Response unanswered(Unanswered failure) {
        ProblemException problem = CognitoProblems.of(failure.reading());
        Response.ResponseBuilder response = writer.response(problem.problem());
        problem.headers().forEach(response::header);
        return response.build();
    }

    @ServerExceptionMapper
    public Response invalid(InvalidRequestException failure) {
        return answer(JsonProblems.validation(failure, ""));
    }

    @ServerExceptionMapper
    public Response json(MismatchedInputException failure) {
        return answer(JsonProblems.of(failure));
    }

    @ServerExceptionMapper
    public Response definition(InvalidDefinitionException failure, HttpServerRequest request) {
        return unexpected(failure, request);
    }

    @ServerExceptionMapper
    public Response json(JsonProcessingException failure, HttpServerRequest request) {
        // Jackson throws the same types when it can't write an answer, which is not the caller's fault.
        boolean reading = failure.getProcessor() instanceof JsonParser || !(failure instanceof JsonMappingException);
        return reading ? answer(JsonProblems.of(failure)) : unexpected(failure, request);
    }

    @ServerExceptionMapper
    public Response validation(ValidationException failure, HttpServerRequest request) {
        // Only what a resource was called with is the caller's; a service or an entity may be validated too.
        return failure instanceof ResteasyReactiveViolationException violations && !ViolationProblems.isOurs(violations)
                ? answer(ViolationProblems.of(violations))
                : unexpected(failure, request);
    }

    @ServerExceptionMapper
    public Response unauthorized(UnauthorizedException failure) {
        return unauthorized();
    }

    @ServerExceptionMapper
    public Response unauthorized(AuthenticationFailedException failure) {
        return unauthorized();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure) {
        return answer(Problems.FORBIDDEN);
    }

    @ServerExceptionMapper
    public Response noSuchPath(jakarta.ws.rs.NotFoundException failure, HttpServerRequest request) {
        return http(failure, request);
    }

    @ServerExceptionMapper
    public Response otherMethod(NotAllowedException failure, HttpServerRequest request) {
        return writer.response(Problems.ofStatus(405))
                .header(
                        HttpHeaders.ALLOW,
                        String.join(", ", methods.at(Objects.requireNonNullElse(request.path(), "/"))))
                .build();
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException failure, HttpServerRequest request) {
        Response given = failure.getResponse();
        if (given.getStatus() < 400) {
            return given;
        }
        return switch (failure.getCause()) {
            case ProblemException cause -> problem(cause, request);
            case InvalidRequestException cause -> invalid(cause);
            case JsonProcessingException cause -> answer(JsonProblems.of(cause));
            case null, default -> given.getStatus() < 500 ? refused(given) : unexpected(failure, request);
        };
    }

    @ServerExceptionMapper
    public Response anything(Throwable failure, HttpServerRequest request) {
        if (DatabaseOutage.isBehind(failure)) {
            LOG.warnf("The database can't be reached: %s", failure.toString());
            return problem(new ProblemException(Problems.DATABASE_UNAVAILABLE).retryAfter(DATABASE_RETRY), request);
        }
        if (callerIsGone(failure)) {
            return answer(Problems.ofStatus(400));
        }
        if (callerHasStopped(failure)) {
            return answer(Problems.ofStatus(408));
        }
        return unexpected(failure, request);
    }

    private Response refused(Response given) {
        Response.ResponseBuilder response = writer.response(Problems.ofStatus(given.getStatus()));
        given.getHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                values.forEach(value -> response.header(name, value));
            }
        });
        return response.build();
    }

    private Response unauthorized() {
        return writer.response(Problems.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    private Response unexpected(Throwable failure, HttpServerRequest request) {
        return answer(unexpected.report(failure, request.method() + " " + request.path()));
    }

    private Response answer(Problem problem) {
        return writer.response(problem).build();
    }

    private static boolean callerIsGone(Throwable failure) {
        Throwable cause = ExceptionUtil.getRootCause(failure);
        return cause instanceof ClosedChannelException || cause instanceof HttpClosedException;
    }

    /** As the stream of a body says it when nothing more has come for too long; it has closed the connection by then. */
    private static boolean callerHasStopped(Throwable failure) {
        Throwable cause = ExceptionUtil.getRootCause(failure);
        return cause.getClass() == IOException.class && "Read timed out".equals(cause.getMessage());
    }
}
