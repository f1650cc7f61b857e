package dev.portage.survey;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AssessedAttributesTestIT extends AssessedAttributesTest {}
