package headsup.console;

import headsup.catalog.ComponentStatus;
import headsup.incident.Declaration;
import headsup.incident.Incident;
import headsup.incident.Plan;
import headsup.incident.Reach;
import headsup.incident.Status;
import headsup.incident.Translations;
import headsup.incident.Update;
import headsup.incident.Words;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what somebody wrote into a form about a maintenance. */
@ApplicationScoped
class PlanDrafts {

    static final String FROM = "scheduledFor";
    static final String UNTIL = "scheduledUntil";

    static final String EXTEND = "extend";

    private static final Map<String, Duration> EXTENSIONS = Map.of(
            "30m", Duration.ofMinutes(30),
            "1h", Duration.ofHours(1),
            "2h", Duration.ofHours(2),
            "4h", Duration.ofHours(4));

    /** Where a maintenance is to move; null leaves that end where it is. */
    record Shift(@Nullable Instant from, @Nullable Instant until) {}

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_MESSAGE = 25_000;

    private final Parts parts;
    private final OwnZone own;
    private final Times times;

    PlanDrafts(Parts parts, OwnZone own, Times times) {
        this.times = times;
        this.parts = parts;
        this.own = own;
    }

    /** @throws Refusal {@code invalid_field} with every wrong field */
    Plan plan(Form form) {
        ZoneId zone = own.of(form);
        Faults faults = new Faults();
        faults.required(form, Drafts.NAME, LONGEST_NAME);
        faults.required(form, Drafts.MESSAGE, LONGEST_MESSAGE);
        Instant from = faults.reading(() -> Times.written(FROM, form.value(FROM), zone));
        Instant until = faults.reading(() -> Times.written(UNTIL, form.value(UNTIL), zone));
        faults.refuse();
        Reach reach = form.ticked("everyone") ? new Reach(true, List.of(), List.of()) : Reach.DEPENDENTS;
        Translations names = Translations.ofNames(Tongues.written(form, Tongues.NAME));
        Declaration declared = new Declaration(
                form.value(Drafts.NAME),
                names,
                words(form, Status.SCHEDULED, chosen(form)),
                reach,
                null,
                null,
                null,
                Drafts.visibility(form));
        return new Plan(
                declared, Objects.requireNonNull(from), Objects.requireNonNull(until), form.ticked("autoComplete"));
    }

    /** @throws Refusal {@code invalid_field} */
    Words words(Form form, Status status) {
        Faults faults = new Faults();
        faults.required(form, Drafts.MESSAGE, LONGEST_MESSAGE);
        faults.refuse();
        return words(form, status, Map.of());
    }

    /**
     * What was not touched stays as it is, to the second.
     *
     * @throws Refusal {@code invalid_field} with every wrong field
     */
    Shift shift(Form form, Incident maintenance) {
        ZoneId zone = own.of(form);
        Faults faults = new Faults();
        faults.required(form, Drafts.MESSAGE, LONGEST_MESSAGE);
        Instant from = maintenance.status() == Status.SCHEDULED
                ? faults.reading(() -> moved(form, FROM, zone, maintenance.scheduledFor()))
                : null;
        Duration by = EXTENSIONS.get(form.value(EXTEND));
        Instant until = by == null
                ? faults.reading(() -> moved(form, UNTIL, zone, maintenance.scheduledUntil()))
                : extended(maintenance, by);
        faults.refuse();
        return new Shift(from, until);
    }

    /** From its planned end on, or from now on when that is past. */
    private Instant extended(Incident maintenance, Duration by) {
        Instant planned = Objects.requireNonNull(maintenance.scheduledUntil());
        Instant now = times.now().truncatedTo(ChronoUnit.MINUTES);
        return (planned.isAfter(now) ? planned : now).plus(by);
    }

    /** @throws Refusal {@code invalid_field} */
    static Status status(Form form) {
        try {
            return Status.of(form.value("status"));
        } catch (IllegalArgumentException unknown) {
            throw Refusal.field("status", "must be chosen");
        }
    }

    private static @Nullable Instant moved(Form form, String field, ZoneId zone, @Nullable Instant planned) {
        Instant asked = Times.written(field, form.value(field), zone);
        boolean same =
                planned != null && planned.truncatedTo(ChronoUnit.MINUTES).equals(asked);
        return same ? null : asked;
    }

    private static Words words(Form form, Status status, Map<String, ComponentStatus> components) {
        return new Words(
                        status,
                        status == Status.COMPLETED ? Update.Kind.RESOLVED : Update.Kind.NEWS,
                        form.value(Drafts.MESSAGE),
                        null,
                        null,
                        components,
                        null,
                        null,
                        false,
                        !form.ticked("silent"),
                        Drafts.messages(form))
                .blaming(Drafts.blame(form));
    }

    /** As they are: what is to come changes nothing yet. */
    private Map<String, ComponentStatus> chosen(Form form) {
        Map<String, ComponentStatus> chosen = new LinkedHashMap<>();
        parts.chosen(form).keySet().forEach(id -> chosen.put(id, ComponentStatus.OPERATIONAL));
        return chosen;
    }
}
