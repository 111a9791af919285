package headsup.goodwill;

/**
 * The edition of the rules that a policy's numbers are put into. The editions differ in what counts as a fact and in a few
 * conditions, not in their numbers.
 */
enum Rules {
    /** Sections 1 to 10 of the policy. */
    FIRST(1),
    /** With section 11: earning has a limit over 90 days, wounds heal, and points need a fact with somebody at the other end. */
    SECOND(2);

    /** What incidents may leave a customer richer by, within 90 days. */
    static final int MOST_EARNED = 5;

    private final int number;

    Rules(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Whether the incidents of 90 days together earn no more than {@link #MOST_EARNED} (section 11, rule 2). */
    boolean limitsEarning() {
        return this != FIRST;
    }

    /** Whether an overdue root cause stops keeping a grudge 90 days after it was last owed (section 11, rule 5). */
    boolean heals() {
        return this != FIRST;
    }

    /** Whether points need a fact with somebody at the other end (section 11, rules 6 and 7). */
    boolean needsEvidence() {
        return this != FIRST;
    }
}
