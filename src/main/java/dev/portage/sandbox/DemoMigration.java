package dev.portage.sandbox;

import dev.portage.migration.Audience;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Options;
import dev.portage.migration.Source;
import dev.portage.transfer.Imports;
import dev.portage.transfer.Lifecycle;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** On the first start in development mode, moves the sandbox's pool, so that there is something to see. */
@ApplicationScoped
@IfBuildProfile("dev")
class DemoMigration {
    private static final Logger LOG = Logger.getLogger(DemoMigration.class);
    private static final String REGION = "us-east-1";

    private final Migrations migrations;
    private final Lifecycle lifecycle;
    private final Imports imports;
    private final int port;

    DemoMigration(
            Migrations migrations,
            Lifecycle lifecycle,
            Imports imports,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.migrations = migrations;
        this.lifecycle = lifecycle;
        this.imports = imports;
        this.port = port;
    }

    @Transactional
    void start(@Observes @Priority(5000) StartupEvent start) {
        if (migrations.newestFirst((Instant) null, 1).isEmpty()) {
            Migration demo = lifecycle.create("demo", Source.userPool(Sandbox.POOL_ID, REGION), Options.DEFAULTS);
            imports.start(demo.id(), new Audience.All());
            LOG.info("Started the migration 'demo': 1,000 users of the sandbox's pool move to its WorkOS now");
        }
        LOG.infof("See it: http://localhost:%d/ in a browser, with the token admin", port);
        LOG.infof("Watch:  curl -s -H 'Authorization: Bearer admin' http://localhost:%d/migrations", port);
        LOG.infof(
                "Users:  curl -s -H 'Authorization: Bearer admin' http://localhost:%d/migrations/<id>/users?state=SKIPPED",
                port);
        LOG.infof(
                "Then:   http://localhost:%d/q/swagger-ui has every call; the tokens here are admin, viewer and sign-in",
                port);
    }
}
