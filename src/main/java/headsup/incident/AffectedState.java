package headsup.incident;

/**
 * A component as one update shows it to whom it affects.
 *
 * @param name its full name, as in {@code Payments - Cards}
 * @param statusWord its status with that update; of an update that ends the incident, the worst one it had before. Empty for
 *     a maintenance, which states no status of its own
 */
public record AffectedState(String componentId, String name, String statusWord) {}
