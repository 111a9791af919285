/**
 * One row per update and contact, true at every moment: planned, claimed, sent, settled, doubted; and one per message and
 * webhook. May import kernel, incident, audience, mail.
 */
@NullMarked
package headsup.delivery;

import org.jspecify.annotations.NullMarked;
