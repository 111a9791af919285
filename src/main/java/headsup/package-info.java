/**
 * The front step: the process starts here, with its own database when none is given. Knows no room but the page's {@link
 * headsup.page.Vigil}.
 */
@NullMarked
package headsup;

import org.jspecify.annotations.NullMarked;
