/**
 * The staff's screens: sign-in, what is wrong now, declaring, the room of an incident, customers with their statements,
 * contacts, touchpoints and complaints, goodwill, subscribers, imports, letters, components, people and what they did. A leaf:
 * holds no rule and nobody imports it; may import any door except page's.
 */
@NullMarked
package headsup.console;

import org.jspecify.annotations.NullMarked;
