package dev.portage.boot;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process of its own that starts an embedded database, says where, and holds it until it is ended. */
final class DatabaseOwner {

    private DatabaseOwner() {}

    public static void main(String... args) throws InterruptedException {
        try {
            EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]), 0);
            System.out.println(database.url());
        } catch (CannotStartException e) {
            System.out.println("Refused: " + e.getMessage());
            return;
        }
        new CountDownLatch(1).await();
    }
}
