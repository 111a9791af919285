/**
 * Small things every room needs: ids, the clock, refusals and how they are spoken, pages of a list. Imports no room.
 */
@NullMarked
package headsup.kernel;

import org.jspecify.annotations.NullMarked;
