package dev.portage.cognito;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes a failure to find credentials recognizable: the SDK throws for it the same exception as for a broken
 * connection.
 */
record NamedCredentials(AwsCredentialsProvider chain) implements AwsCredentialsProvider {

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return chain.resolveCredentials();
        } catch (SdkException cause) {
            throw new NotFound(cause);
        }
    }

    static final class NotFound extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotFound(Throwable cause) {
            super("No AWS credentials", cause);
        }
    }
}
