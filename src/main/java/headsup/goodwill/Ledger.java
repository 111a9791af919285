package headsup.goodwill;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Writes entries: all who share them by one statement per batch, with the house leg, and the balances in the same breath. */
@ApplicationScoped
class Ledger {

    /** The fact of entries outside incidents; those of an incident have its id. */
    static final String OUTSIDE = "outside";

    /** The fact of what time took away. */
    static final String FADING = "fading";

    /**
     * Where a batch is booked.
     *
     * @param cause what became known, for a correction; else null
     */
    record Batch(
            String fact,
            String policy,
            Instant recordedAt,
            @Nullable LateFact cause) {}

    /** What stands in the books of one customer for a fact, and how often each slot was reversed. */
    record Books(List<Standing> standing, Map<Slot, Integer> reversed) {}

    /** A sentence and the words it is about. */
    record Because(String sentence, @Nullable String updateId) {}

    private final Session database;

    Ledger(Session database) {
        this.database = database;
    }

    Books books(String fact, long customer) {
        Map<Slot, Integer> reversed = new HashMap<>();
        List<Standing> standing = database
                .createNativeQuery("""
                        SELECT e.rule, e.minute, e.n, e.rev, e.raw, e.applied, e.cap, r.id IS NOT NULL
                          FROM entry e LEFT JOIN entry r ON r.reverses = e.id AND r.late
                         WHERE e.customer_id = :customer AND e.fact = :fact AND NOT e.late ORDER BY e.id""", Object[].class)
                .setParameter("customer", customer)
                .setParameter("fact", fact)
                .stream()
                .filter(row -> {
                    if ((Boolean) row[7]) {
                        reversed.merge(slot(row), 1, Integer::sum);
                    }
                    return !(Boolean) row[7];
                })
                .map(row -> new Standing(
                        slot(row),
                        ((Number) row[3]).intValue(),
                        ((Number) row[4]).intValue(),
                        ((Number) row[5]).intValue(),
                        row[6] == null ? null : Cap.of((String) row[6])))
                .toList();
        return new Books(standing, reversed);
    }

    private static Slot slot(Object[] row) {
        return new Slot(Rule.of((String) row[0]), ((Number) row[1]).longValue(), ((Number) row[2]).intValue());
    }

    /**
     * Books a posting for every member: late reversals first, then the new entries.
     *
     * @param because the reasons of the reversals, then those of the bookings
     */
    void post(Batch batch, Members members, Posting posting, List<Because> because) {
        long lines = (long) posting.reversals().size() + posting.bookings().size();
        long id = open(batch, lines * members.count(), (long) posting.total() * members.count());
        int next = 0;
        for (Posting.Reversal reversal : posting.reversals()) {
            reverse(id, batch, members, reversal, reason(because.get(next++)));
        }
        if (!posting.bookings().isEmpty()) {
            book(id, batch, members, posting.bookings(), because.subList(next, because.size()));
        }
        database.createNativeMutationQuery(
                        "UPDATE account SET balance = balance + :total WHERE :total <> 0 AND customer_id IN ("
                                + members.which() + ")")
                .setParameter("total", (long) posting.total())
                .setParameter("members", members.key())
                .executeUpdate();
        if (!batch.fact().equals(FADING)) {
            fadeAgain(members, posting);
        }
    }

    /** A month that has faded already hangs on every balance before it. */
    private void fadeAgain(Members members, Posting posting) {
        database.createNativeMutationQuery(
                        "INSERT INTO fade_check (customer_id, minute) SELECT m.customer_id, :minute FROM ("
                                + members.which() + ") AS m WHERE :minute < (SELECT max(minute) FROM fade_month)")
                .setParameter("minute", posting.earliest())
                .setParameter("members", members.key())
                .executeUpdate();
    }

    private long open(Batch batch, long entries, long total) {
        return database.createNativeQuery("""
                        INSERT INTO posting (fact, recorded_at, entries, total, house, cause, known, cause_fact)
                        VALUES (:fact, :at, :entries, :total, :house, :cause, :known, :causeFact) RETURNING id""", Long.class)
                .setParameter(
                        "cause",
                        batch.cause() == null ? null : batch.cause().cause().word(),
                        String.class)
                .setParameter(
                        "known", batch.cause() == null ? null : batch.cause().known(), String.class)
                .setParameter(
                        "causeFact",
                        batch.cause() == null ? null : batch.cause().fact(),
                        String.class)
                .setParameter("fact", batch.fact())
                .setParameter("at", batch.recordedAt())
                .setParameter("entries", entries)
                .setParameter("total", total)
                .setParameter("house", -total)
                .getSingleResult();
    }

    private long reason(Because because) {
        return database.createNativeQuery(
                        "INSERT INTO reason (because, update_id) VALUES (:because, :update) RETURNING id", Long.class)
                .setParameter("because", because.sentence())
                .setParameter("update", because.updateId(), String.class)
                .getSingleResult();
    }

    private void reverse(long posting, Batch batch, Members members, Posting.Reversal reversal, long reason) {
        Standing of = reversal.of();
        database.createNativeMutationQuery("""
                        INSERT INTO entry (posting_id, customer_id, reason_id, reverses, minute, raw, applied, n, rev, late, fact, rule, policy)
                        SELECT :posting, e.customer_id, :reason, e.id, e.minute, :raw, :applied, e.n, e.rev, true, e.fact, 'reversal', :policy
                          FROM (""" + members.which() + """
                        ) AS m JOIN entry e ON e.customer_id = m.customer_id
                         WHERE e.fact = :fact AND e.minute = :minute AND e.rule = :rule
                           AND e.n = :n AND e.rev = :rev AND NOT e.late""")
                .setParameter("posting", posting)
                .setParameter("reason", reason)
                .setParameter("raw", reversal.raw())
                .setParameter("applied", reversal.applied())
                .setParameter("policy", batch.policy())
                .setParameter("members", members.key())
                .setParameter("fact", batch.fact())
                .setParameter("minute", of.slot().minute())
                .setParameter("rule", of.slot().rule().word())
                .setParameter("n", of.slot().n())
                .setParameter("rev", of.rev())
                .executeUpdate();
    }

    private void book(
            long posting, Batch batch, Members members, List<Posting.Booking> bookings, List<Because> because) {
        Long[] reasons = because.stream().map(this::reason).toArray(Long[]::new);
        database.createNativeMutationQuery("""
                        INSERT INTO entry (posting_id, customer_id, reason_id, minute, raw, applied, n, rev, late, fact, rule, cap, policy)
                        SELECT :posting, m.customer_id, l.reason, l.minute, l.raw, l.applied, l.n, l.rev, false, :fact, l.rule, l.cap, :policy
                          FROM (""" + members.which() + """
                        ) AS m CROSS JOIN unnest(CAST(:reasons AS bigint[]), CAST(:minutes AS integer[]), CAST(:raws AS integer[]),
                                           CAST(:applieds AS integer[]), CAST(:ns AS smallint[]), CAST(:revs AS smallint[]),
                                           CAST(:rules AS text[]), CAST(:caps AS text[]))
                               AS l (reason, minute, raw, applied, n, rev, rule, cap)""")
                .setParameter("posting", posting)
                .setParameter("fact", batch.fact())
                .setParameter("policy", batch.policy())
                .setParameter("members", members.key())
                .setParameter("reasons", reasons)
                .setParameter("minutes", numbers(bookings, b -> (int) b.slot().minute()))
                .setParameter("raws", numbers(bookings, b -> b.entry().raw()))
                .setParameter("applieds", numbers(bookings, b -> b.entry().applied()))
                .setParameter("ns", numbers(bookings, b -> b.slot().n()))
                .setParameter("revs", numbers(bookings, Posting.Booking::rev))
                .setParameter(
                        "rules",
                        bookings.stream().map(b -> b.slot().rule().word()).toArray(String[]::new))
                .setParameter(
                        "caps",
                        bookings.stream()
                                .map(b -> b.entry().cap() == null
                                        ? null
                                        : b.entry().cap().word())
                                .toArray(String[]::new))
                .executeUpdate();
    }

    private static Integer[] numbers(
            List<Posting.Booking> bookings, java.util.function.ToIntFunction<Posting.Booking> field) {
        return bookings.stream().mapToInt(field).boxed().toArray(Integer[]::new);
    }
}
