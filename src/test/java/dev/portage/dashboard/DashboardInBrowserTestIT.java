package dev.portage.dashboard;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;

@Tag("minutes")
@QuarkusIntegrationTest
class DashboardInBrowserTestIT extends DashboardInBrowserTest {}
