package headsup.goodwill;

/**
 * Customers with the same books so far, who get the same entries: named by a statement, so that a million of them never
 * reach Java.
 *
 * @param which SQL of their {@code customer_id}s, with {@code :members} for {@code key}
 * @param count how many they are
 * @param any one of them: what stands in its books stands in all of theirs
 */
record Members(String which, long key, long count, long any) {

    static Members of(Cohorts.Cohort cohort) {
        return new Members(
                "SELECT customer_id FROM cohort_member WHERE cohort_id = :members",
                cohort.id(),
                cohort.members(),
                cohort.member());
    }

    /** Out of the temporary table {@code kin}, which numbers groups of customers. */
    static Members kin(long number, long count, long any) {
        return new Members("SELECT customer_id FROM kin WHERE kin = :members", number, count, any);
    }
}
