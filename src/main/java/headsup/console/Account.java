package headsup.console;

/**
 * The head of every page about one customer.
 *
 * @param phone and {@code tags} are empty when there are none, {@code mobile}, {@code owner}, {@code area} and {@code since} too
 * @param ratio good and bad occasions in words; empty when there were none
 */
record Account(
        String ref,
        String name,
        String phone,
        String mobile,
        String owner,
        String area,
        String since,
        String tags,
        boolean page,
        boolean erased,
        Mark mark,
        String balance,
        String ratio) {}
