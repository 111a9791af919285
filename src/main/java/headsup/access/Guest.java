package headsup.access;

import java.util.List;
import java.util.Set;

/**
 * Whom the identity provider vouches for.
 *
 * @param issuer with {@code subject} says who it is, for ever
 * @param names what they may be called here, the best first
 * @param words what the provider says they may do, in its own words
 */
record Guest(String issuer, String subject, List<String> names, Set<String> words) {}
