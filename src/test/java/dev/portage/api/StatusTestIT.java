package dev.portage.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class StatusTestIT extends StatusTest {}
