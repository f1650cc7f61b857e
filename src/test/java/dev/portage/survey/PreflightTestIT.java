package dev.portage.survey;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class PreflightTestIT extends PreflightTest {}
