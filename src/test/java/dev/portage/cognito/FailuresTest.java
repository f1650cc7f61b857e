package dev.portage.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

class FailuresTest {

    private static final Call FIRST_PAGE = new Call("ListUsers", "eu-west-1", Optional.of("eu-west-1_Pool"), false);
    private static final Call LATER_PAGE = new Call("ListUsers", "eu-west-1", Optional.of("eu-west-1_Pool"), true);

    @ParameterizedTest
    @ValueSource(strings = {"TooManyRequestsException", "ThrottlingException", "LimitExceededException"})
    void throttling(String code) {
        assertThat(Failures.of(FIRST_PAGE, answer(400, code))).isInstanceOf(Reading.Throttled.class);
    }

    @Test
    void anInvalidParameterIsTheTokenWhereOneWasSent() {
        assertThat(Failures.of(LATER_PAGE, answer(400, "InvalidParameterException")))
                .isInstanceOf(Reading.TokenExpired.class);
        assertThat(Failures.of(FIRST_PAGE, answer(400, "InvalidParameterException")))
                .isInstanceOf(Reading.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, 400, cognito-idp:ListUsers",
        "NotAuthorizedException, 400, cognito-idp:ListUsers",
        "ExpiredTokenException, 400, new credentials",
        "UnrecognizedClientException, 400, access key",
        "InvalidSignatureException, 400, clock",
        "ForbiddenException, 403, firewall",
        "SomethingNew, 418, SomethingNew (HTTP 418)",
    })
    void refusalsNameWhatToChange(String code, int status, String remedy) {
        Reading<String> reading = Failures.of(FIRST_PAGE, answer(status, code));

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.remedy()).contains(remedy).doesNotContain("from AWS"));
    }

    @Test
    void anUnknownPool() {
        assertThat(Failures.of(FIRST_PAGE, answer(400, "ResourceNotFoundException")))
                .isInstanceOf(Reading.PoolNotFound.class);
    }

    @Test
    void outages() {
        AwsServiceException withoutDetails = (AwsServiceException)
                AwsServiceException.builder().statusCode(502).build();

        assertThat(Failures.of(FIRST_PAGE, answer(500, "InternalErrorException")))
                .isInstanceOf(Reading.Unavailable.class);
        assertThat(Failures.of(FIRST_PAGE, withoutDetails)).isInstanceOf(Reading.Unavailable.class);
        assertThat(Failures.of(FIRST_PAGE, ApiCallTimeoutException.create(1)))
                .isInstanceOfSatisfying(
                        Reading.Unavailable.class,
                        unavailable -> assertThat(unavailable.problem()).contains("too long"));
        assertThat(Failures.of(FIRST_PAGE, SdkClientException.create("no", new UnknownHostException("x"))))
                .isInstanceOfSatisfying(
                        Reading.Unavailable.class,
                        unavailable -> assertThat(unavailable.problem()).contains("UnknownHostException"));
    }

    private static AwsServiceException answer(int status, String code) {
        return (AwsServiceException) AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("from AWS")
                        .build())
                .build();
    }
}
