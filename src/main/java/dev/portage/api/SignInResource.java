package dev.portage.api;

import dev.portage.api.problem.ProblemException;
import dev.portage.signin.ForgottenPasswords;
import dev.portage.signin.SignIn;
import dev.portage.signin.SignInAnswer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;

/** The front door: for the server behind the company's sign-in page. */
@Path("/sign-in")
@RunOnVirtualThread
class SignInResource {
    private final SignIn signIn;
    private final ForgottenPasswords forgotten;

    SignInResource(SignIn signIn, ForgottenPasswords forgotten) {
        this.signIn = signIn;
        this.forgotten = forgotten;
    }

    @POST
    @Operation(
            operationId = "signIn",
            summary = "Sign a user in; carries the password over from Cognito at the first success")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {SignInViews.In.class, SignInViews.Step.class})))
    public Response signIn(@Valid SignInRequests.Credentials credentials) throws InterruptedException {
        return response(signIn.signIn(credentials.toAttempt()));
    }

    @POST
    @Path("challenge")
    @Operation(operationId = "answerChallenge", summary = "Answer what Cognito wants besides the password")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {SignInViews.In.class, SignInViews.Step.class})))
    public Response answer(@Valid SignInRequests.Answer answer) throws InterruptedException {
        return response(signIn.answer(answer.pendingAuthenticationToken(), answer.toReply(), answer.from()));
    }

    @POST
    @Path("password-reset")
    @Operation(
            operationId = "mailForgottenPassword",
            summary = "Have WorkOS mail a link to set a new password, to whoever has an account; tells nothing")
    @ResponseStatus(StatusCode.ACCEPTED)
    public void reset(@Valid SignInRequests.Reset reset) {
        forgotten.send(reset.email(), reset.from());
    }

    private static Response response(SignInAnswer answer) {
        return switch (answer) {
            case SignInAnswer.SignedIn in -> ok(SignInViews.In.of(in));
            case SignInAnswer.StepUp step -> ok(SignInViews.Step.of(step));
            case SignInAnswer.Challenged challenged -> ok(SignInViews.Step.of(challenged));
            case SignInAnswer.ResetNeeded reset -> ok(SignInViews.Step.of(reset));
            case SignInAnswer.Refused() ->
                throw new ProblemException(401, "invalid-credentials", "E-mail address or password is not right.");
            case SignInAnswer.WrongCode() ->
                throw new ProblemException(
                        401, "invalid-code", "The code is not right. The same token takes another try.");
            case SignInAnswer.ChallengeExpired() ->
                throw new ProblemException(
                        401,
                        "challenge-expired",
                        "The token is too old, or was used: begin again with POST /sign-in. One of WorkOS's goes to"
                                + " WorkOS.");
            case SignInAnswer.NewPasswordRefused() ->
                throw new ProblemException(
                        422,
                        "new-password-refused",
                        "The user pool's policy refuses the new password. The same token takes another one.");
            case SignInAnswer.TooMany(Duration wait) ->
                throw new ProblemException(
                                429, "too-many-attempts", "Too many attempts: wait as long as Retry-After says.")
                        .retryAfter(wait);
            case SignInAnswer.Unavailable(Duration wait) ->
                throw new ProblemException(
                                503,
                                "sign-in-unavailable",
                                "Whoever would have to be asked can't be asked at the moment: try again in a while."
                                        + " The outcomes of sign-ins tell an operator why.")
                        .retryAfter(wait);
        };
    }

    private static Response ok(Object entity) {
        return Response.ok(entity).build();
    }
}
