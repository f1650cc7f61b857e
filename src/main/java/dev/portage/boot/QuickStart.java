package dev.portage.boot;

import io.quarkus.qute.runtime.EngineProducer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;

/**
 * Takes out of the start what Quarkus does in case that somebody opens the dashboard: its templates are parsed when a page
 * is first asked for. A replica that nobody looks at starts sooner, and holds less.
 *
 * <p>Run by Quarkus while it builds, and by nobody else.
 */
public final class QuickStart implements BuildCompatibleExtension {

    @Enhancement(types = EngineProducer.class)
    public void templates(ClassConfig engine) {
        engine.removeAnnotation(annotation -> annotation.name().equals(Startup.class.getName()));
    }
}
