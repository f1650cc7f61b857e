package dev.portage.reset;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(OwnMailer.class)
class ResetFaultsTestIT extends ResetFaultsTest {}
