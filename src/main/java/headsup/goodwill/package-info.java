/**
 * Facts become points here and nowhere else: the policy, the derivation of an incident's entries, what is booked and taken
 * back, the sentences of a statement, bands and runways. Entries are never changed, only reversed. May import kernel,
 * incident, audience, delivery.
 */
@NullMarked
package headsup.goodwill;

import org.jspecify.annotations.NullMarked;
