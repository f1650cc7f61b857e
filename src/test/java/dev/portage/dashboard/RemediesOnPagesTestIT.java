package dev.portage.dashboard;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class RemediesOnPagesTestIT extends RemediesOnPagesTest {}
