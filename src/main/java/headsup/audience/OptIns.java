package headsup.audience;

import headsup.access.AuditTrail;
import headsup.catalog.Component;
import headsup.catalog.Components;
import headsup.incident.Incidents;
import headsup.kernel.PublicId;
import headsup.kernel.Refusal;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Asking for mail on the public page, confirmed by following a link (double opt-in). What is answered to the form never
 * depends on whether the address is known: that is looked up only when the letter is written.
 */
@ApplicationScoped
public class OptIns {

    static final Duration GOOD_FOR = Duration.ofHours(48);
    static final int MOST_PER_ADDRESS = 3;

    /** Nobody confirms so many; beyond, the form is being abused and rests. */
    static final int MOST_PENDING = 20_000;

    private static final Duration HOUR = Duration.ofHours(1);

    /** Longer than a relay may take for one letter, so that no two processes write the same. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final int MOST_COMPONENTS = 500;
    private static final int[] PATIENCE_MINUTES = {1, 5, 15, 60};

    /** As somebody filled the form in; {@code components} are ids, {@code incident} is one. */
    public record Draft(
            @Nullable String email,
            Wish.Kind kind,
            List<String> components,
            @Nullable String incident,
            boolean onlyEnd,
            String locale,
            @Nullable String timeZone) {}

    /** What the form is answered; wrong fields are refused instead. */
    public sealed interface Reception {

        /** Whether the address is known or not: there will be a letter. */
        record Noted() implements Reception {}

        /** @param rest after which it may be tried again */
        record TooMany(Duration rest) implements Reception {}
    }

    /**
     * A letter to write, now.
     *
     * @param email where to, the domain in ASCII
     * @param token of the link: {@code /subscribe/confirm?token=} when new, {@code /u/} when known
     * @param names of the components, or of the incident
     * @param known the address has what it asks for, so the letter tells how to change it
     */
    public record Invitation(
            long id, String email, String locale, Wish wish, List<String> names, String token, boolean known) {}

    /**
     * What a link stands for.
     *
     * @param address masked
     * @param names of the components, or of the incident
     * @param way the token of {@code /u/} once it is confirmed, null before
     */
    public record Asked(
            String address,
            Wish wish,
            List<String> names,
            @Nullable String way) {}

    private record Row(
            long id,
            String email,
            String locale,
            String timeZone,
            Wish wish,
            @Nullable Long contactId) {}

    private static final String COLUMNS =
            "o.id, o.email, o.locale, o.time_zone, o.kind, o.topics, o.only_end, o.contact_id";

    private final Session database;
    private final Clock clock;
    private final Knocks knocks;
    private final Components catalog;
    private final Incidents incidents;
    private final Subscriptions subscriptions;
    private final AuditTrail trail;

    OptIns(
            Session database,
            Clock clock,
            Knocks knocks,
            Components catalog,
            Incidents incidents,
            Subscriptions subscriptions,
            AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.knocks = knocks;
        this.catalog = catalog;
        this.incidents = incidents;
        this.subscriptions = subscriptions;
        this.trail = trail;
    }

    /**
     * Notes what is asked; the letter is written by whoever {@link #take}s it.
     *
     * @param from counted by its place
     * @param pageZone of readers whose own zone we don't know
     * @throws Refusal {@code invalid_field} for {@code email}, {@code components}; {@code incident} when it is unknown or over
     */
    @Transactional
    public Reception ask(Draft draft, HttpServerRequest from, String pageZone) {
        Proofreader proofreader = new Proofreader();
        String email = proofreader.email("email", draft.email());
        Wish wish = wish(draft, proofreader);
        proofreader.refuseFaults();
        Duration wait = knocks.count(from);
        if (wait == null) {
            wait = wait(Objects.requireNonNull(email, "no fault, hence an address"));
        }
        if (wait != null) {
            return new Reception.TooMany(wait);
        }
        note(Objects.requireNonNull(email), wish, draft.locale(), zone(draft.timeZone(), pageZone));
        return new Reception.Noted();
    }

    private Wish wish(Draft draft, Proofreader proofreader) {
        return switch (draft.kind()) {
            case EVERYTHING -> Wish.everything();
            case COMPONENT -> Wish.components(components(draft.components(), proofreader));
            case INCIDENT -> Wish.incident(incident(draft.incident(), proofreader), draft.onlyEnd());
        };
    }

    /** Known ones, each once. */
    List<String> components(List<String> given, Proofreader proofreader) {
        if (given.isEmpty() || given.size() > MOST_COMPONENTS) {
            proofreader.note("components", "must have 1 to " + MOST_COMPONENTS + " entries");
            return List.of();
        }
        ComponentNames names = new ComponentNames(catalog.inPageOrder());
        Set<String> ids = new LinkedHashSet<>();
        for (String one : given) {
            String id = names.id("components", one, proofreader);
            if (id != null) {
                ids.add(id);
            }
        }
        return List.copyOf(ids);
    }

    private String incident(@Nullable String id, Proofreader proofreader) {
        if (id == null
                || !PublicId.isOne(id)
                || incidents
                        .findByIdOptional(id)
                        .filter(found -> found.isOpen() && found.visibility().isPublic())
                        .isEmpty()) {
            proofreader.note("incident", "is over, or none we know");
        }
        return String.valueOf(id);
    }

    /** The browser's zone is a kindness, nothing to refuse a reader for. */
    private static String zone(@Nullable String given, String pageZone) {
        return Objects.requireNonNullElse(new Proofreader().timeZone("timeZone", given), pageZone);
    }

    /** Of two who ask for one address at once, one waits here for the other. */
    private @Nullable Duration wait(String email) {
        Instant now = clock.instant();
        database.createNativeQuery(
                        "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(lower(:email), 40))", Integer.class)
                .setParameter("email", email)
                .getSingleResult();
        List<Instant> asked = database.createNativeQuery("""
                        SELECT asked_at FROM opt_in WHERE lower(email) = lower(:email) AND asked_at > :hourAgo
                         ORDER BY asked_at DESC LIMIT :most""", Instant.class)
                .setParameter("email", email)
                .setParameter("hourAgo", now.minus(HOUR))
                .setParameter("most", MOST_PER_ADDRESS)
                .getResultList();
        if (asked.size() == MOST_PER_ADDRESS) {
            return Duration.between(now, asked.get(MOST_PER_ADDRESS - 1).plus(HOUR))
                    .plusSeconds(1);
        }
        return pending() >= MOST_PENDING ? HOUR : null;
    }

    private long pending() {
        return database.createNativeQuery(
                        "SELECT count(*) FROM (SELECT FROM opt_in WHERE contact_id IS NULL LIMIT :most) AS pending",
                        Long.class)
                .setParameter("most", MOST_PENDING)
                .getSingleResult();
    }

    private void note(String email, Wish wish, String locale, String timeZone) {
        Instant now = clock.instant();
        database.createNativeMutationQuery("""
                        INSERT INTO opt_in (email, locale, time_zone, kind, topics, only_end, asked_at, expires_at, try_at)
                        VALUES (:email, :locale, :timeZone, :kind, :topics, :onlyEnd, :now, :expires, :now)""")
                .setParameter("email", email)
                .setParameter("locale", locale)
                .setParameter("timeZone", timeZone)
                .setParameter("kind", wish.kind().name())
                .setParameter("topics", wish.topics().toArray(String[]::new))
                .setParameter("onlyEnd", wish.onlyEnd())
                .setParameter("now", now)
                .setParameter("expires", now.plus(GOOD_FOR))
                .executeUpdate();
    }

    /**
     * The next letter to write. A process that dies before it says what became of it leaves it to another one, after a while
     * and with a link of its own.
     */
    @Transactional
    public Optional<Invitation> take() {
        Instant now = clock.instant();
        return database.createNativeQuery("""
                        UPDATE opt_in o SET try_at = :lease, attempts = o.attempts + 1 WHERE o.id =
                          (SELECT id FROM opt_in WHERE try_at <= :now AND expires_at > :now ORDER BY try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING\s""" + COLUMNS, Object[].class)
                .setParameter("lease", now.plus(LEASE))
                .setParameter("now", now)
                .uniqueResultOptional()
                .map(OptIns::row)
                .map(this::invitation);
    }

    private Invitation invitation(Row row) {
        Optional<Subscriptions.Holder> holder = subscriptions.holding(row.email(), row.wish());
        if (holder.isPresent()) {
            became(row.id(), holder.get().contactId());
        }
        String token = holder.map(Subscriptions.Holder::token).orElseGet(() -> link(row.id()));
        return new Invitation(row.id(), row.email(), row.locale(), row.wish(), names(row), token, holder.isPresent());
    }

    /** In the language it was asked in. */
    private List<String> names(Row row) {
        Wish wish = row.wish();
        return switch (wish.kind()) {
            case EVERYTHING -> List.of();
            case COMPONENT ->
                catalog.inPageOrder().stream()
                        .filter(component -> wish.topics().contains(component.id()))
                        .map(Component::fullName)
                        .toList();
            case INCIDENT ->
                incidents.findByIdOptional(wish.topics().get(0)).stream()
                        .filter(incident -> incident.visibility().isPublic())
                        .map(incident -> incident.name(Locale.forLanguageTag(row.locale())))
                        .toList();
        };
    }

    private String link(long id) {
        String token = Token.next();
        database.createNativeMutationQuery("INSERT INTO opt_in_link (token_hash, opt_in_id) VALUES (:hash, :id)")
                .setParameter("hash", Token.hash(token))
                .setParameter("id", id)
                .executeUpdate();
        return token;
    }

    /** A relay has it. */
    @Transactional
    public void posted(long id) {
        tryAgain(id, null);
    }

    /** It did not go: it is tried again a few times, ever later. */
    @Transactional
    public void failed(long id) {
        Integer attempts = database.createNativeQuery("SELECT attempts FROM opt_in WHERE id = :id", Integer.class)
                .setParameter("id", id)
                .uniqueResult();
        boolean enough = attempts == null || attempts > PATIENCE_MINUTES.length;
        tryAgain(id, enough ? null : clock.instant().plus(Duration.ofMinutes(PATIENCE_MINUTES[attempts - 1])));
    }

    private void tryAgain(long id, @Nullable Instant at) {
        database.createNativeMutationQuery("UPDATE opt_in SET try_at = CAST(:at AS timestamptz) WHERE id = :id")
                .setParameter("at", at, Instant.class)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** What would be confirmed; changes nothing. Empty for a link that is none, or not any more. */
    @Transactional
    public Optional<Asked> look(String token) {
        return find(token, "").map(this::asked);
    }

    /** From now on there is mail. Saying it twice is no error. Empty for a link that is none, or not any more. */
    @Transactional
    public Optional<Asked> confirm(String token) {
        Optional<Row> row = find(token, " FOR UPDATE OF o");
        row.filter(asked -> asked.contactId() == null).ifPresent(asked -> {
            var person = new Subscriptions.Person(asked.id(), asked.email(), asked.locale(), asked.timeZone());
            long contact = subscriptions.grant(person, asked.wish());
            became(asked.id(), contact);
            trail.note("subscriber.confirmed", Long.toString(contact), "");
        });
        return row.isEmpty() ? Optional.empty() : look(token);
    }

    private void became(long id, long contact) {
        database.createNativeMutationQuery("UPDATE opt_in SET contact_id = :contact WHERE id = :id")
                .setParameter("contact", contact)
                .setParameter("id", id)
                .executeUpdate();
    }

    private Optional<Row> find(String token, String lock) {
        return !Token.isOne(token)
                ? Optional.empty()
                : database.createNativeQuery("SELECT " + COLUMNS + """
                                 FROM opt_in_link l JOIN opt_in o ON o.id = l.opt_in_id
                                WHERE l.token_hash = :hash AND o.expires_at > :now""" + lock, Object[].class)
                        .setParameter("hash", Token.hash(token))
                        .setParameter("now", clock.instant())
                        .uniqueResultOptional()
                        .map(OptIns::row);
    }

    private Asked asked(Row row) {
        Long contact = row.contactId();
        return new Asked(
                Address.masked(row.email()),
                row.wish(),
                names(row),
                contact == null ? null : subscriptions.tokenOf(contact));
    }

    private static Row row(Object[] row) {
        return new Row(
                ((Number) row[0]).longValue(),
                (String) row[1],
                (String) row[2],
                (String) row[3],
                new Wish(Wish.Kind.valueOf((String) row[4]), Arrays.asList((String[]) row[5]), (Boolean) row[6]),
                row[7] == null ? null : ((Number) row[7]).longValue());
    }

    /** Lets go of what nobody confirmed in time, and of what was confirmed long ago: a bounded number. */
    @Transactional
    public int forgetOld() {
        return database.createNativeMutationQuery("""
                        DELETE FROM opt_in WHERE id IN
                          (SELECT id FROM opt_in WHERE expires_at <= :now LIMIT 5000 FOR UPDATE SKIP LOCKED)""")
                .setParameter("now", clock.instant())
                .executeUpdate();
    }
}
