package dev.portage.reset;

import dev.portage.testing.FastRetries;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(FastRetries.class)
class ResetFaultsTestIT extends ResetFaultsTest {}
