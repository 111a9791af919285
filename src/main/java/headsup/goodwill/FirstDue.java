package headsup.goodwill;

/**
 * When the first word is due.
 *
 * @param promised as the clock of section 4.2 counts it
 * @param silent the same had nobody said anything (section 5, Q)
 * @param basis what set the promised one
 */
record FirstDue(long promised, long silent, Fact basis) {}
