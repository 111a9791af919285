package headsup.demo;

import headsup.catalog.Components;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** {@code HEADSUP_DEMO=true} fills an empty installation once; one that holds anything is left alone. */
@ApplicationScoped
class Demo {

    private static final Logger LOG = Logger.getLogger(Demo.class);

    private final boolean wanted;
    private final Components catalog;
    private final Neighbourhood neighbourhood;
    private final Stories stories;

    Demo(
            @ConfigProperty(name = "headsup.demo", defaultValue = "false") boolean wanted,
            Components catalog,
            Neighbourhood neighbourhood,
            Stories stories) {
        this.wanted = wanted;
        this.catalog = catalog;
        this.neighbourhood = neighbourhood;
        this.stories = stories;
    }

    void fill(@Observes @Priority(4000) StartupEvent start) {
        if (!wanted || !catalog.inPageOrder().isEmpty()) {
            return;
        }
        neighbourhood.settle();
        stories.tell();
        LOG.info(
                "The living example is in place: Harbourlight, its customers, three incidents, and a maintenance to come");
    }
}
