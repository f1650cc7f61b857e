package dev.portage.boot;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a second process off a data folder; the operating system frees it however the first one ends. */
final class FolderLock implements Closeable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws CannotStartException if another process holds the folder */
    static FolderLock take(Path folder) throws CannotStartException, IOException {
        Path file = folder.resolve("lock");
        FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        try {
            if (channel.tryLock() == null) {
                channel.close();
                throw new CannotStartException("Another Portage (process " + ownerOf(file) + ") is using " + folder
                        + ": stop it, or give this one a folder of its own with PORTAGE_DATA_DIR, or let both share a"
                        + " PostgreSQL with PORTAGE_DATABASE_URL.");
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // An earlier start in this JVM that dev mode reloaded without a shutdown: the folder is ours anyway.
            return new FolderLock(channel);
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return new FolderLock(channel);
    }

    private static String ownerOf(Path file) throws IOException {
        String owner = Files.readString(file).strip();
        return owner.isEmpty() ? "unknown" : owner;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
