/**
 * The relationship outside incidents: touchpoints of every kind, and complaints as cases with an owner and an end. What counts
 * of it is handed to the books as facts. May import kernel, access, audience, mail, goodwill.
 */
@NullMarked
package headsup.care;

import org.jspecify.annotations.NullMarked;
