package headsup.console;

/**
 * The head of every page about one customer.
 *
 * @param phone and {@code tags} are empty when there are none
 * @param ratio good and bad occasions in words; empty when there were none
 */
record Account(
        String ref,
        String name,
        String phone,
        String tags,
        boolean page,
        boolean erased,
        Mark mark,
        String balance,
        String ratio) {}
