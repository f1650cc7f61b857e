package dev.portage.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(ShortPatience.class)
class BoundsTestIT extends BoundsTest {}
