package headsup.goodwill;

/**
 * The impact was open from {@code start} up to and without {@code end}.
 *
 * @param end {@link #NEVER} when it has no end yet
 * @param fact the reopening that began it, or the restoration for the first
 */
record Stretch(long start, long end, Fact fact) {

    static final long NEVER = Long.MAX_VALUE;

    boolean isOver() {
        return end != NEVER;
    }

    boolean holds(long minute) {
        return start <= minute && minute < end;
    }

    Stretch startingAt(long later) {
        return new Stretch(later, end, fact);
    }
}
