package headsup.audience;

import headsup.catalog.Component;
import headsup.catalog.ComponentStatus;
import java.util.List;

/**
 * What customers or a subscriber depend on, how it works for them, and what concerns them now and lately.
 *
 * @param parts what they depend on, in the order of the page
 * @param open incidents and maintenances that are not over, incidents first, the worst for them first; maintenances by their
 *     begin
 * @param recent those that ended lately, the last one first
 */
public record ServiceStatus(List<Part> parts, List<OwnIncident> open, List<OwnIncident> recent) {

    /** A component with its status as it is for them: also what an incident that only they may see says of it. */
    public record Part(Component component, ComponentStatus status) {}
}
