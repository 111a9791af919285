/**
 * Whom we serve: customers, their contacts, what they depend on, who asked not to hear; the import; the frozen audience of
 * an incident. May import kernel, access, catalog, incident.
 */
@NullMarked
package headsup.audience;

import org.jspecify.annotations.NullMarked;
