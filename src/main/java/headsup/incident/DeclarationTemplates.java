package headsup.incident;

import headsup.access.Actor;
import headsup.access.AuditTrail;
import headsup.catalog.ComponentStatus;
import headsup.kernel.PlainText;
import headsup.kernel.PublicId;
import headsup.kernel.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The templates of declarations: kept, changed by one at a time, deleted. They declare nothing by themselves. */
@ApplicationScoped
public class DeclarationTemplates implements PanacheRepositoryBase<DeclarationTemplate, String> {

    /** So many are kept. */
    public static final int MOST = 200;

    public static final int LONGEST_NAME = 80;
    public static final int LONGEST_TITLE = 255;
    public static final int LONGEST_MESSAGE = 25_000;

    private static final Duration LONGEST_NEXT = Duration.ofDays(1);

    /**
     * A template as somebody writes it.
     *
     * @param name by what staff find it
     * @param title what customers will read as the name of the incident
     * @param components how bad it is for which component, by id
     * @param next in how long the next words are promised, whole minutes; null leaves it to the policy
     */
    public record Draft(
            String name,
            String title,
            String message,
            Map<String, ComponentStatus> components,
            @Nullable Duration next) {}

    private final Session database;
    private final Clock clock;
    private final Actor actor;
    private final AuditTrail trail;

    DeclarationTemplates(Session database, Clock clock, Actor actor, AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.actor = actor;
        this.trail = trail;
    }

    /** By name, with all they hold. */
    @Transactional
    public List<DeclarationTemplate> byName() {
        return list("order by lower(name)").stream()
                .map(DeclarationTemplates::loaded)
                .toList();
    }

    /** @throws Refusal {@code not_found} */
    @Transactional
    public DeclarationTemplate get(String id) {
        return findByIdOptional(id)
                .map(DeclarationTemplates::loaded)
                .orElseThrow(() -> Refusal.notFound("template", id));
    }

    /**
     * Keeps a new one.
     *
     * @throws Refusal {@code invalid_field} for a name that is taken, when {@link #MOST} are kept, for a name or title of more
     *     than one line, for what is empty or too long, and a promise of less than a minute or more than a day
     */
    @Transactional
    public DeclarationTemplate keep(Draft draft) {
        refuseUnfit(draft);
        oneAtATime();
        refuseTaken(draft.name(), "");
        if (count() >= MOST) {
            throw Refusal.field("name", "would be one too many: " + MOST + " templates are kept; delete one first");
        }
        DeclarationTemplate template = new DeclarationTemplate(PublicId.next());
        template.write(draft, clock.instant(), actor.name());
        persistAndFlush(template);
        trail.note("template.kept", template.id(), template.name());
        return loaded(template);
    }

    /**
     * Replaces all it says.
     *
     * @param version the one its writer saw
     * @throws Refusal {@code not_found}; {@code stale} for another version; {@code invalid_field} as in {@link #keep}
     */
    @Transactional
    public DeclarationTemplate change(String id, Draft draft, int version) {
        refuseUnfit(draft);
        oneAtATime();
        DeclarationTemplate template = seen(id, version);
        refuseTaken(draft.name(), id);
        template.write(draft, clock.instant(), actor.name());
        flush();
        trail.note("template.changed", id, template.name());
        return loaded(template);
    }

    /**
     * Deletes it; what was declared with it stays.
     *
     * @param version the one that was seen; null for any
     * @throws Refusal {@code not_found}; {@code stale} for another version
     */
    @Transactional
    public void remove(String id, @Nullable Integer version) {
        DeclarationTemplate template = seen(id, version);
        delete(template);
        trail.note("template.deleted", id, template.name());
    }

    private DeclarationTemplate seen(String id, @Nullable Integer version) {
        DeclarationTemplate template = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (template == null) {
            throw Refusal.notFound("template", id);
        }
        if (version != null && template.version() != version) {
            throw Refusal.of(Refusal.Code.STALE, template.changedBy() + " changed this template in the meantime.");
        }
        return template;
    }

    /** Names are not taken, and the most is not passed, by two at once. */
    private void oneAtATime() {
        database.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtext('headsup.templates'))", Integer.class)
                .getSingleResult();
    }

    private void refuseTaken(String name, String except) {
        if (count("lower(name) = ?1 and id <> ?2", name.toLowerCase(Locale.ROOT), except) > 0) {
            throw Refusal.field("name", "is taken by another template");
        }
    }

    private static void refuseUnfit(Draft draft) {
        refuseLength("name", PlainText.line("name", draft.name()), LONGEST_NAME);
        refuseLength("title", PlainText.line("title", draft.title()), LONGEST_TITLE);
        refuseLength("message", draft.message().strip(), LONGEST_MESSAGE);
        if (!PlainText.isKeepable(draft.message())) {
            throw Refusal.field("message", "holds characters that can't be kept");
        }
        Duration next = draft.next();
        if (next != null && (next.toMinutes() < 1 || next.compareTo(LONGEST_NEXT) > 0)) {
            throw Refusal.field("nextUpdateIn", "must be from a minute to a day");
        }
    }

    private static void refuseLength(String field, String text, int most) {
        if (text.isEmpty() || text.length() > most) {
            throw Refusal.field(field, "must have 1 to " + most + " characters");
        }
    }

    private static DeclarationTemplate loaded(DeclarationTemplate template) {
        template.components();
        return template;
    }
}
