package dev.portage.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(FewStreams.class)
class StreamTestIT extends StreamTest {}
