package dev.portage.api;

import dev.portage.testing.ShortPatience;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(ShortPatience.class)
class StreamTestIT extends StreamTest {}
