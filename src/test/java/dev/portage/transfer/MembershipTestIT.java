package dev.portage.transfer;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class MembershipTestIT extends MembershipTest {}
