package dev.portage.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class MigrationBadRequestsTestIT extends MigrationBadRequestsTest {}
