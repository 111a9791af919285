package headsup.goodwill;

/**
 * Where bands begin, in points: part of a policy, and those of the policy in force decide every balance shown (goodwill
 * policy, sections 8 and 11). Below 0 is overdrawn.
 *
 * @param strong the least balance that is strong
 * @param fair the least balance that is fair
 */
record Bands(long strong, long fair) {

    static final Bands FIRST = new Bands(50, 25);
    static final Bands SECOND = new Bands(25, 10);

    /** Of fewer entries nothing is known. */
    static final int FEWEST_ENTRIES = 3;

    /**
     * The band of an account.
     *
     * @param balance points
     * @param standing how many entries stand: neither reversals nor reversed
     */
    Band of(long balance, long standing) {
        return standing < FEWEST_ENTRIES ? Band.UNKNOWN : of(balance);
    }

    private Band of(long balance) {
        if (balance < 0) {
            return Band.OVERDRAWN;
        }
        return balance >= strong ? Band.STRONG : balance >= fair ? Band.FAIR : Band.THIN;
    }

    /** The least balance of a band. */
    long least(Band band) {
        return switch (band) {
            case STRONG -> strong;
            case FAIR -> fair;
            case THIN -> 0;
            case OVERDRAWN, UNKNOWN -> Long.MIN_VALUE;
        };
    }

    /** The first balance above a band. */
    long below(Band band) {
        return switch (band) {
            case STRONG, UNKNOWN -> Long.MAX_VALUE;
            case FAIR -> strong;
            case THIN -> fair;
            case OVERDRAWN -> 0;
        };
    }
}
