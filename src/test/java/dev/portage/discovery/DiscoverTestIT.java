package dev.portage.discovery;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class DiscoverTestIT extends DiscoverTest {}
