package dev.portage.reset;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ResetLimitTestIT extends ResetLimitTest {}
