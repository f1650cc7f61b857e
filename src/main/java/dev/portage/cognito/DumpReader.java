package dev.portage.cognito;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads what {@code aws cognito-idp list-users} wrote, of any size in constant memory: one merged document, pages one
 * after the other or in an array, or the bare users, one after the other or in an array; plain or gzip, in UTF-8, or in
 * UTF-16 or UTF-32 with a byte-order mark (as a redirection in Windows PowerShell writes it).
 *
 * <p>A dump that was cut off is found out, with one exception: where it was cut between two of several documents,
 * {@link DumpSummary#endsWithToken()} is all that can tell.
 */
public final class DumpReader {

    /** The longest text, in characters. Cognito's own limit for an attribute is 2,048. */
    static final int LONGEST_TEXT = 1_000_000;

    static final int DEEPEST_NESTING = 32;

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x8b1f;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNestingDepth(DEEPEST_NESTING)
                    .build())
            .build();

    private final int batchSize;

    public DumpReader(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("A batch holds at least one user");
        }
        this.batchSize = batchSize;
    }

    /**
     * Reads the dump to its end, hands over its users, and closes the stream.
     *
     * @throws DamagedDump where the content can't be read on, or is no dump at all; a batch that is not full by then is
     *     not handed over
     * @throws IOException where the stream itself fails
     */
    public DumpSummary read(InputStream dump, DumpSink sink) throws IOException, DamagedDump {
        try (InputStream stream = dump;
                JsonParser json = JSON.createParser(unpacked(stream))) {
            return new DumpParser(json, batchSize, sink).read();
        } catch (EOFException | ZipException | CharConversionException damage) {
            // Within its first bytes: from there on the parser knows where it stands.
            throw new DamagedDump(DumpParser.problem(damage), new DumpPosition(1, 1, OptionalLong.of(0), ""), 0, 0);
        }
    }

    private static InputStream unpacked(InputStream dump) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(dump, BUFFER);
        buffered.mark(2);
        byte[] start = buffered.readNBytes(2);
        buffered.reset();
        boolean gzip = start.length == 2 && ((start[0] & 0xff) | ((start[1] & 0xff) << 8)) == GZIP_MAGIC;
        return gzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }
}
