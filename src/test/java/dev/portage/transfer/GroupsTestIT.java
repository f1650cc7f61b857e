package dev.portage.transfer;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class GroupsTestIT extends GroupsTest {}
