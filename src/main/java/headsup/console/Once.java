package headsup.console;

import headsup.access.Tokens;
import headsup.goodwill.Calls;
import headsup.incident.Declaration;
import headsup.incident.Incidents;
import headsup.incident.Maintenances;
import headsup.incident.Plan;
import headsup.incident.Translations;
import headsup.incident.Words;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Does what a form says once, however often it is sent: a double click, a second tab, a reload. The form's id is taken in the
 * transaction that does the work, so it is either unused or done; of two at once the second waits for the first.
 */
@ApplicationScoped
class Once {

    private static final Duration KEPT = Duration.ofDays(7);

    /** @param again whether it had been done before: by an earlier sending of the same form, or as an equal call */
    record Outcome(String incidentId, boolean again) {}

    private final Session database;
    private final Clock clock;
    private final Incidents incidents;
    private final Maintenances maintenances;
    private final Calls calls;
    private final Tokens tokens;

    Once(Session database, Clock clock, Incidents incidents, Maintenances maintenances, Calls calls, Tokens tokens) {
        this.maintenances = maintenances;
        this.calls = calls;
        this.tokens = tokens;
        this.database = database;
        this.clock = clock;
        this.incidents = incidents;
    }

    /** @throws Refusal as {@link Incidents#declare} */
    @Transactional
    Outcome declare(String form, Declaration declared) {
        return once(form, () -> incidents.declare(declared).id());
    }

    /** @throws Refusal as {@link Maintenances#announce} */
    @Transactional
    Outcome announce(String form, Plan plan) {
        return once(form, () -> maintenances.announce(plan).id());
    }

    /** @throws Refusal as {@link Incidents#post}; {@code stale} when more was said than its writer knew */
    @Transactional
    Outcome post(Form form, String incident, Words words) {
        return once(form.id(), () -> {
            hold(incident, form);
            incidents.post(incident, words);
            return incident;
        });
    }

    /** @throws Refusal as {@link Incidents#reopen}; {@code stale} when more was said than its writer knew */
    @Transactional
    Outcome reopen(Form form, String incident, Words words) {
        return once(form.id(), () -> {
            hold(incident, form);
            incidents.reopen(incident, words);
            return incident;
        });
    }

    /** @throws Refusal as {@link Incidents#tellRootCause}; {@code stale} when more was said than its writer knew */
    @Transactional
    Outcome tellRootCause(
            Form form, String incident, String message, Translations translations, @Nullable Boolean blame) {
        return once(form.id(), () -> {
            hold(incident, form);
            incidents.tellRootCause(incident, message, translations, blame);
            return incident;
        });
    }

    private void hold(String incident, Form form) {
        if (form.ticked(Meanwhile.KNOWN)) {
            incidents.hold(incident, Meanwhile.count(form));
        }
    }

    /** @throws Refusal as {@link Calls#note} */
    @Transactional
    Outcome noteCall(String form, String incident, String customer, Calls.Attempt attempt) {
        boolean[] fresh = {true};
        Outcome outcome = once(form, () -> {
            fresh[0] = calls.note(incident, customer, attempt).fresh();
            return incident;
        });
        return new Outcome(outcome.incidentId(), outcome.again() || !fresh[0]);
    }

    /**
     * Empty when the form was sent before: its secret was shown then.
     *
     * @throws Refusal as {@link Tokens#issue}
     */
    @Transactional
    Optional<Tokens.Issued> issue(String form, Tokens.Draft draft) {
        if (!take(form)) {
            return Optional.empty();
        }
        forgetOld();
        return Optional.of(tokens.issue(draft));
    }

    /**
     * For what leads to no incident: true when it was done now, false when an earlier sending of the form had done it.
     *
     * @throws Refusal as {@code act}; the form can be sent again then
     */
    @Transactional
    boolean first(String form, Runnable act) {
        if (!take(form)) {
            return false;
        }
        act.run();
        forgetOld();
        return true;
    }

    private boolean take(String form) {
        return database.createNativeMutationQuery(
                                "INSERT INTO console_form (id, created_at) VALUES (:id, :at) ON CONFLICT DO NOTHING")
                        .setParameter("id", form)
                        .setParameter("at", clock.instant())
                        .executeUpdate()
                == 1;
    }

    private void forgetOld() {
        database.createNativeMutationQuery("DELETE FROM console_form WHERE created_at < :old")
                .setParameter("old", clock.instant().minus(KEPT))
                .executeUpdate();
    }

    private Outcome once(String form, Supplier<String> act) {
        if (!take(form)) {
            return new Outcome(doneBy(form), true);
        }
        String incident = act.get();
        database.createNativeMutationQuery("UPDATE console_form SET incident_id = :incident WHERE id = :id")
                .setParameter("incident", incident)
                .setParameter("id", form)
                .executeUpdate();
        forgetOld();
        return new Outcome(incident, false);
    }

    private String doneBy(String form) {
        return database.createNativeQuery("SELECT incident_id FROM console_form WHERE id = :id", String.class)
                .setParameter("id", form)
                .getSingleResult();
    }
}
