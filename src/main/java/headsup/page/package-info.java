/**
 * What the public sees: the page, its history and the Statuspage v2 JSON, printed once per change into a {@link
 * headsup.page.Snapshot} of bytes that is served, and kept as files, without the database. A leaf: nobody imports it. May
 * import kernel, catalog, incident, audience.
 */
@NullMarked
package headsup.page;

import org.jspecify.annotations.NullMarked;
