package dev.portage.verification;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class SignInDiagnosisTestIT extends SignInDiagnosisTest {}
