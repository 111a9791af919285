/**
 * Something is wrong: incidents and maintenances, their updates and promises, the legal transitions, the history of edits,
 * the root cause; templates of declarations, and who is on an incident. Fires the events it owns; names nobody downstream. May
 * import kernel, access, catalog.
 */
@NullMarked
package headsup.incident;

import org.jspecify.annotations.NullMarked;
