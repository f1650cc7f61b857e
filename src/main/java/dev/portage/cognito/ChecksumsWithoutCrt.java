package dev.portage.cognito;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;

/**
 * In a native executable, stands in for the parts of the SDK's checksums that refer to AWS's Common Runtime: an optional
 * library that is not here, and that the native build would look for. Cognito's calls carry no such checksum.
 */
@SuppressWarnings("DoNotCallSuggester") // the SDK would, in the place of its own methods
@TargetClass(className = "software.amazon.awssdk.checksums.internal.ChecksumProvider")
final class ChecksumsWithoutCrt {

    private ChecksumsWithoutCrt() {}

    /** Null lets the SDK take the JDK's own. */
    @Substitute
    static @Nullable SdkChecksum createCrtCrc32C() {
        return null;
    }

    @Substitute
    static SdkChecksum crc64NvmeCrtImplementation() {
        throw new UnsupportedOperationException("CRC64NVME needs the AWS Common Runtime");
    }

    @Substitute
    static SdkChecksum crtXxHash(ChecksumAlgorithm algorithm) {
        throw new UnsupportedOperationException(algorithm.algorithmId() + " needs the AWS Common Runtime");
    }
}
