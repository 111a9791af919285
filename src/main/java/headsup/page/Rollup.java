package headsup.page;

import headsup.catalog.ComponentStatus;
import headsup.incident.Impact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One state for the whole page: the table of statuspage-v2 2.4, from top to bottom. */
record Rollup(String indicator, String description) {

    private static final Rollup OPERATIONAL = new Rollup("none", "All Systems Operational");
    private static final Rollup MAINTENANCE = new Rollup("maintenance", "Service Under Maintenance");
    private static final Rollup PARTLY_DEGRADED = new Rollup("minor", "Partially Degraded Service");
    private static final Rollup DEGRADED = new Rollup("minor", "Degraded System Service");
    private static final Rollup MINOR = new Rollup("minor", "Minor Service Outage");
    private static final Rollup PARTIAL = new Rollup("major", "Partial System Outage");
    private static final Rollup MAJOR = new Rollup("critical", "Major System Outage");
    private static final List<Rollup> BEST_FIRST =
            List.of(OPERATIONAL, MAINTENANCE, PARTLY_DEGRADED, DEGRADED, MINOR, PARTIAL, MAJOR);

    /**
     * @param leaves components, no groups
     * @param pageWide impacts of open incidents that name no component: they concern the page as a whole
     */
    static Rollup of(Collection<ComponentStatus> leaves, Collection<Impact> pageWide) {
        List<Rollup> all = new ArrayList<>();
        all.add(of(leaves));
        pageWide.forEach(impact -> all.add(of(impact)));
        return BEST_FIRST.get(all.stream().mapToInt(BEST_FIRST::indexOf).max().orElse(0));
    }

    private static Rollup of(Collection<ComponentStatus> leaves) {
        ComponentStatus worst = ComponentStatus.worst(leaves);
        boolean all = leaves.stream().allMatch(worst::equals);
        boolean single = leaves.size() == 1;
        return switch (worst) {
            case MAJOR_OUTAGE -> all ? MAJOR : PARTIAL;
            case PARTIAL_OUTAGE -> all ? PARTIAL : MINOR;
            case DEGRADED_PERFORMANCE -> all && !single ? DEGRADED : PARTLY_DEGRADED;
            case UNDER_MAINTENANCE -> MAINTENANCE;
            case OPERATIONAL -> OPERATIONAL;
        };
    }

    private static Rollup of(Impact impact) {
        return switch (impact) {
            case CRITICAL -> MAJOR;
            case MAJOR -> PARTIAL;
            case MINOR -> MINOR;
            case NONE -> OPERATIONAL;
        };
    }

    Rollup as(PageSettings.MaintenanceIndicator wish) {
        return equals(MAINTENANCE) && wish == PageSettings.MaintenanceIndicator.NONE
                ? new Rollup("none", description)
                : this;
    }
}
