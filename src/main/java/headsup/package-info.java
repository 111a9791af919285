/**
 * The front step: the process starts here, with its own database when none is given. Knows no room.
 */
@NullMarked
package headsup;

import org.jspecify.annotations.NullMarked;
