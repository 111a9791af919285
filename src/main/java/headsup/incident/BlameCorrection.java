package headsup.incident;

import java.time.Instant;

/**
 * A correction of the judgement whether an update blames others.
 *
 * @param by the staff name
 */
public record BlameCorrection(Instant at, String by, String reason) {}
