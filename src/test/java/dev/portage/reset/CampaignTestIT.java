package dev.portage.reset;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class CampaignTestIT extends CampaignTest {}
