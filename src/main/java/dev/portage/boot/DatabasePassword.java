package dev.portage.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The embedded database's password, in a file that only this user may read: other users of the machine can reach its
 * port.
 *
 * @param isNew whether no server has yet been set up with it
 */
record DatabasePassword(Path folder, String value, boolean isNew) {

    static DatabasePassword in(Path folder) throws IOException {
        Path kept = folder.resolve("password");
        if (Files.exists(kept)) {
            return new DatabasePassword(folder, Files.readString(kept).strip(), false);
        }
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        DatabasePassword password = new DatabasePassword(folder, HexFormat.of().formatHex(random), true);
        Path file = password.file();
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password.value());
        return password;
    }

    Path file() {
        return folder.resolve(isNew ? "password.new" : "password");
    }

    /** To be called once the server runs with it. */
    void keep() throws IOException {
        if (isNew) {
            Files.move(file(), folder.resolve("password"), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public String toString() {
        return "DatabasePassword[" + folder + "]";
    }
}
