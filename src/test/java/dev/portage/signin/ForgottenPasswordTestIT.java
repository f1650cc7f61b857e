package dev.portage.signin;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ForgottenPasswordTestIT extends ForgottenPasswordTest {}
