package dev.portage.transfer;

import dev.portage.testing.FewAttempts;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(FewAttempts.class)
class RetryTestIT extends RetryTest {}
