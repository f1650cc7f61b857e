package dev.portage.transfer;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class FairSharesTestIT extends FairSharesTest {}
