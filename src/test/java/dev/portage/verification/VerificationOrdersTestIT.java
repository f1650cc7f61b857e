package dev.portage.verification;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class VerificationOrdersTestIT extends VerificationOrdersTest {}
