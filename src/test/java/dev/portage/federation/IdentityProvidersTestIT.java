package dev.portage.federation;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class IdentityProvidersTestIT extends IdentityProvidersTest {}
