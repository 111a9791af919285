/**
 * What customers can depend on: components, their groups, their status now and ever. May import kernel and access.
 */
@NullMarked
package headsup.catalog;

import org.jspecify.annotations.NullMarked;
