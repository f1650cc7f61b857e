package dev.portage.dashboard;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class PreflightPageTestIT extends PreflightPageTest {}
