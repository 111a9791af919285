/**
 * A living example for the first minutes, told only through the doors of the other rooms. Imported by nobody; may import
 * any door.
 */
@NullMarked
package headsup.demo;

import org.jspecify.annotations.NullMarked;
