package headsup.care;

import headsup.care.Touchpoint.Kind;
import headsup.care.TouchpointBooking.Taken;
import headsup.care.Touchpoints.Draft;
import headsup.goodwill.Withdrawals;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The table of touchpoints. A row holds what was noted, what proves it, and which facts of the books came of it. */
@ApplicationScoped
class TouchpointRows {

    /** Equal touchpoints less than this apart are one. */
    private static final Duration ONE = Duration.ofMinutes(1);

    private static final String COLUMNS =
            "id, kind, note, at, incident_id, author, recorded_at, withdrawn_at, withdrawn_by, withdrawn_reason,"
                    + " fact_id, call_id, gesture_id, inquiry_id,"
                    + " about, due_at, spoken_to, remark, points, waits_for_second, confirmed_by, confirmed_at";

    record Row(
            long id,
            Kind kind,
            String note,
            Instant at,
            @Nullable String incident,
            String author,
            Instant recordedAt,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnBy,
            @Nullable String withdrawnReason,
            @Nullable Long fact,
            @Nullable Long call,
            @Nullable Long gesture,
            @Nullable Long inquiry,
            Touchpoint.Proof proof) {

        /** @param customer the operator's reference */
        Touchpoint touchpoint(String customer) {
            return new Touchpoint(
                    id,
                    customer,
                    kind,
                    note,
                    at,
                    incident,
                    author,
                    recordedAt,
                    withdrawnAt,
                    withdrawnBy,
                    withdrawnReason,
                    proof);
        }
    }

    /** A promise as it was noted. */
    record Promise(long id, Instant recordedAt, boolean answered) {}

    private final Session database;

    TouchpointRows(Session database) {
        this.database = database;
    }

    /** Until the transaction ends nobody else notes anything of this customer. */
    void oneAtATime(long customer) {
        database.createNativeQuery(
                        "SELECT 1 FROM pg_advisory_xact_lock(hashtext('headsup.touchpoints'), :customer)",
                        Integer.class)
                .setParameter("customer", (int) customer)
                .getSingleResult();
    }

    /** The equal one that is there already. */
    Optional<Row> same(long customer, Draft draft, Instant at) {
        return database
                .createNativeQuery("SELECT " + COLUMNS + " " + """
                         FROM touchpoint WHERE customer_id = :customer AND kind = :kind AND note = :note AND terms = :terms
                          AND incident_id IS NOT DISTINCT FROM CAST(:incident AS text)
                          AND at > :after AND at < :before AND withdrawn_at IS NULL ORDER BY id LIMIT 1""", Object[].class)
                .setParameter("customer", customer)
                .setParameter("kind", draft.kind().word())
                .setParameter("note", draft.note().strip())
                .setParameter("terms", draft.terms())
                .setParameter("incident", draft.incident(), String.class)
                .setParameter("after", at.minus(ONE))
                .setParameter("before", at.plus(ONE))
                .stream()
                .map(TouchpointRows::row)
                .findFirst();
    }

    /** @throws Refusal {@code invalid_field} for a second survey of an incident */
    Row insert(
            long customer,
            Draft draft,
            Instant at,
            Touchpoint.Proof proof,
            Taken taken,
            String author,
            Instant recordedAt) {
        Object[] row = database.createNativeQuery("""
                        INSERT INTO touchpoint (customer_id, kind, note, terms, at, incident_id, fact_id, call_id, gesture_id, inquiry_id, author, recorded_at,
                               about, due_at, spoken_to, remark, points, waits_for_second)
                        VALUES (:customer, :kind, :note, :terms, :at, :incident, :fact, :call, :gesture, :inquiry, :author, :now,
                               :about, :due, :spoken, :remark, :points, :waits)
                            ON CONFLICT (customer_id, incident_id) WHERE kind = 'survey' AND withdrawn_at IS NULL DO NOTHING
                        RETURNING\s""" + COLUMNS, Object[].class)
                .setParameter("customer", customer)
                .setParameter("kind", draft.kind().word())
                .setParameter("note", draft.note().strip())
                .setParameter("terms", draft.terms())
                .setParameter("at", at)
                .setParameter("incident", draft.incident(), String.class)
                .setParameter("fact", taken.fact(), Long.class)
                .setParameter("call", taken.of(Withdrawals.Kind.CALL), Long.class)
                .setParameter("gesture", taken.of(Withdrawals.Kind.GESTURE), Long.class)
                .setParameter("inquiry", taken.of(Withdrawals.Kind.INQUIRY), Long.class)
                .setParameter("author", author)
                .setParameter("now", recordedAt)
                .setParameter("about", proof.touchpoint(), Long.class)
                .setParameter("due", proof.dueAt(), Instant.class)
                .setParameter("spoken", proof.spokenTo(), String.class)
                .setParameter("remark", proof.remark(), String.class)
                .setParameter("points", proof.points(), Integer.class)
                .setParameter("waits", proof.waitsForSecond())
                .getSingleResultOrNull();
        if (row == null) {
            throw Refusal.field("incident", "was rated by this customer before");
        }
        return row(row);
    }

    /** Those before an id, newest first. */
    List<Row> before(long customer, long id, int most) {
        return rows("WHERE customer_id = :customer AND id < :id ORDER BY id DESC LIMIT :most", customer, id, most);
    }

    Optional<Row> find(long customer, long id) {
        return rows("WHERE customer_id = :customer AND id = :id LIMIT :most", customer, id, 1).stream()
                .findFirst();
    }

    /** Held until the transaction ends. */
    Optional<Row> hold(long customer, long id) {
        return rows("WHERE customer_id = :customer AND id = :id LIMIT :most FOR UPDATE", customer, id, 1).stream()
                .findFirst();
    }

    private List<Row> rows(String which, long customer, long id, int most) {
        return database
                .createNativeQuery("SELECT " + COLUMNS + " FROM touchpoint " + which, Object[].class)
                .setParameter("customer", customer)
                .setParameter("id", id)
                .setParameter("most", most)
                .stream()
                .map(TouchpointRows::row)
                .toList();
    }

    /** A promise to this customer that stands. */
    Optional<Promise> promise(long customer, long id) {
        return database
                .createNativeQuery("""
                        SELECT p.id, p.recorded_at, EXISTS (SELECT FROM touchpoint k WHERE k.about = p.id AND k.kind IN ('kept', 'missed')
                               AND k.remark IS NULL AND k.withdrawn_at IS NULL)
                          FROM touchpoint p WHERE p.id = :id AND p.customer_id = :customer AND p.kind = 'promised' AND p.withdrawn_at IS NULL
                           FOR UPDATE""", Object[].class)
                .setParameter("id", id)
                .setParameter("customer", customer)
                .stream()
                .map(row -> new Promise(((Number) row[0]).longValue(), (Instant) row[1], (Boolean) row[2]))
                .findFirst();
    }

    /** When the customer was answered, by what still stands. */
    List<Instant> answers(long customer, String incident) {
        return database.createNativeQuery(
                        "SELECT at FROM touchpoint WHERE customer_id = :customer AND incident_id = :incident"
                                + " AND kind = 'answer' AND withdrawn_at IS NULL ORDER BY at",
                        Instant.class)
                .setParameter("customer", customer)
                .setParameter("incident", incident)
                .getResultList();
    }

    /** A second person confirmed its points, and they are a fact now. */
    void confirmed(long id, long fact, String by, Instant at) {
        database.createNativeMutationQuery(
                        "UPDATE touchpoint SET waits_for_second = false, fact_id = :fact, confirmed_by = :by, confirmed_at = :at WHERE id = :id")
                .setParameter("fact", fact)
                .setParameter("by", by)
                .setParameter("at", at)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Marks one as withdrawn. */
    void mark(long id, Instant at, String by, String why) {
        mark("id", id, at, by, why);
    }

    /** Marks the one that noted this fact of an incident as withdrawn. */
    void mark(Withdrawals.Kind kind, long id, Instant at, String by, String why) {
        String column =
                switch (kind) {
                    case CALL -> "call_id";
                    case GESTURE -> "gesture_id";
                    case INQUIRY -> "inquiry_id";
                };
        mark(column, id, at, by, why);
    }

    private void mark(String column, long id, Instant at, String by, String why) {
        database.createNativeMutationQuery(
                        "UPDATE touchpoint SET withdrawn_at = :at, withdrawn_by = :by, withdrawn_reason = :why WHERE "
                                + column + " = :id AND withdrawn_at IS NULL")
                .setParameter("at", at)
                .setParameter("by", by)
                .setParameter("why", why)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Notes, and who was spoken to, are words about people. */
    void erase(long customer) {
        database.createNativeMutationQuery("""
                        UPDATE touchpoint SET note = 'erased', spoken_to = CASE WHEN spoken_to IS NOT NULL THEN 'erased' END,
                               withdrawn_reason = CASE WHEN withdrawn_at IS NOT NULL THEN 'erased' END
                         WHERE customer_id = :customer""")
                .setParameter("customer", customer)
                .executeUpdate();
    }

    private static Row row(Object[] row) {
        return new Row(
                ((Number) row[0]).longValue(),
                Kind.of((String) row[1]),
                (String) row[2],
                (Instant) row[3],
                (String) row[4],
                (String) row[5],
                (Instant) row[6],
                (Instant) row[7],
                (String) row[8],
                (String) row[9],
                id(row[10]),
                id(row[11]),
                id(row[12]),
                id(row[13]),
                new Touchpoint.Proof(
                        id(row[14]),
                        (Instant) row[15],
                        (String) row[16],
                        (String) row[17],
                        (Integer) row[18],
                        (Boolean) row[19],
                        (String) row[20],
                        (Instant) row[21]));
    }

    private static @Nullable Long id(@Nullable Object column) {
        return column == null ? null : ((Number) column).longValue();
    }
}
