package headsup.goodwill;

/**
 * The severity parameters of section 2 that are the same at every severity, in minutes.
 *
 * @param prompt restoration told within this
 * @param lead a good estimate was given this long before restoration
 * @param again fails again within this: reopened; later: a new incident
 * @param cause root cause due after restoration
 * @param owed the root cause is still not told
 * @param notice least notice of a maintenance
 */
record Horizons(long prompt, long lead, long again, long cause, long owed, long notice) {

    static final Horizons STANDARD = new Horizons(15, 30, 1440, 7200, 14400, 4320);
}
