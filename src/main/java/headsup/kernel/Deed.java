package headsup.kernel;

/**
 * Somebody did something that the audit trail keeps. Fired, in the transaction that does it, by rooms that don't know the
 * trail.
 *
 * @param verb room and act, as in {@code policy.activated}
 * @param subject an id or reference
 */
public record Deed(String verb, String subject, String detail) {}
