package dev.portage.testing;

import dev.portage.sandbox.Sandbox;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A sandbox of its own for each test, without the service. */
public abstract class SandboxTest {
    protected Sandbox sandbox;

    @BeforeEach
    void startSandbox() throws IOException {
        sandbox = Sandbox.start(0);
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
    }
}
