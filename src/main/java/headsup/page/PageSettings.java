package headsup.page;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;

/** How the public page is called and where it stands. */
@ConfigMapping(prefix = "headsup.page")
interface PageSettings {

    /** What {@code status.indicator} says while nothing is wrong but a maintenance runs: some readers know no {@code maintenance}. */
    enum MaintenanceIndicator {
        MAINTENANCE,
        NONE
    }

    /** The service whose status this is. */
    @WithDefault("HeadsUp")
    String name();

    /** Public base URL, without a slash at the end. The page's id in the v2 JSON is derived from it. */
    @WithDefault("http://localhost:8080")
    String url();

    /** The zone of the page's days and of the times in the v2 JSON. */
    @WithDefault("Etc/UTC")
    ZoneId timeZone();

    /** For readers who stumble over {@code maintenance}: {@code none}. */
    @WithDefault("maintenance")
    MaintenanceIndicator maintenanceIndicator();

    /** Where the snapshot's files stand, for any static host. */
    @WithDefault("${headsup.data-dir:data}/snapshot")
    Path snapshotDir();

    /** The page is read anew at least so often, for its "as of" time. */
    @WithDefault("5m")
    Duration freshness();

    /** @throws ConfigurationException naming the property, for a page that would be read anew without pause */
    default void check() {
        if (freshness().compareTo(Duration.ofSeconds(1)) < 0) {
            throw new ConfigurationException("headsup.page.freshness: must be at least 1s");
        }
    }
}
