package dev.portage.signin;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AnswersTestIT extends AnswersTest {}
