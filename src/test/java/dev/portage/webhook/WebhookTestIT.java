package dev.portage.webhook;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(ToldOfEverything.class)
class WebhookTestIT extends WebhookTest {}
