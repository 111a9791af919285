package headsup.console;

import headsup.delivery.Told;
import headsup.incident.Incident;
import headsup.incident.Maintenances;
import headsup.incident.Status;
import headsup.incident.Translations;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Furnishes the room of a maintenance: all that its page shows. */
@ApplicationScoped
class PlanRooms {

    /**
     * The forms that may stand in a room while it is open.
     *
     * @param next for the next words
     * @param move for another window
     * @param off for calling it off
     * @param end for ending it now; {@code extend} for giving it more time
     */
    record Forms(Form next, Form move, Form off, Form end, Form extend) {

        Forms withNext(Form written) {
            return new Forms(written, move, off, end, extend);
        }

        Forms withMove(Form written) {
            return new Forms(next, written, off, end, extend);
        }

        Forms withOff(Form written) {
            return new Forms(next, move, written, end, extend);
        }

        Forms withEnd(Form written) {
            return new Forms(next, move, off, written, extend);
        }

        Forms withExtend(Form written) {
            return new Forms(next, move, off, end, written);
        }

        /** What somebody wrote when it was already over; null when nobody did. */
        @Nullable
        Form left() {
            return Stream.of(next, move, off, end, extend)
                    .filter(Form::isBegun)
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * @param notice what was done just now; may be empty
     * @param left words that have no form any more; null without them
     * @param zone in which the times of the forms are meant
     */
    record Room(
            Planned plan,
            String notice,
            List<Said> said,
            Forms forms,
            @Nullable Form left,
            String zone,
            Crowd.Preview preview,
            Reached reached) {}

    /** What is most likely to be said, in the languages of the page; whoever sends it can change every one. */
    private static final Map<String, String> OVER = Map.of(
            "en", "The maintenance is complete. Everything works again.",
            "de", "Die Wartung ist abgeschlossen. Alles funktioniert wieder.",
            "fr", "La maintenance est terminée. Tout fonctionne de nouveau.",
            "es", "El mantenimiento ha terminado. Todo vuelve a funcionar.");

    private static final Map<String, String> LONGER = Map.of(
            "en", "It takes longer than we had planned. We are still working on it.",
            "de", "Es dauert länger als geplant. Wir arbeiten weiter daran.",
            "fr", "Cela dure plus longtemps que prévu. Nous y travaillons encore.",
            "es", "Tarda más de lo que habíamos previsto. Seguimos trabajando en ello.");

    private final Maintenances maintenances;
    private final Plans plans;
    private final Briefs briefs;
    private final Crowd crowd;
    private final Told told;
    private final Times times;
    private final OwnZone own;

    PlanRooms(Maintenances maintenances, Plans plans, Briefs briefs, Crowd crowd, Told told, Times times, OwnZone own) {
        this.maintenances = maintenances;
        this.plans = plans;
        this.briefs = briefs;
        this.crowd = crowd;
        this.told = told;
        this.times = times;
        this.own = own;
    }

    static String path(String id) {
        return MaintenancesScreen.PATH + "/" + id;
    }

    /** After a form: the room is shown anew, so that a reload sends nothing. */
    static Response enter(String id, Notice said) {
        return Response.status(303)
                .header(HttpHeaders.LOCATION, path(id) + "?said=" + said.word())
                .build();
    }

    static Response enter(Once.Outcome announced) {
        return enter(announced.incidentId(), announced.again() ? Notice.ONCE : Notice.ANNOUNCED);
    }

    /**
     * @param written puts what somebody wrote in place of a blank form
     * @throws Refusal {@code not_found}
     */
    @Transactional
    String shown(String id, String notice, UnaryOperator<Forms> written) {
        return shown(id, notice, written, Said.Judging.NONE);
    }

    /** @param judging what somebody wrote about one update */
    @Transactional
    String shown(String id, String notice, UnaryOperator<Forms> written, Said.Judging judging) {
        Incident maintenance = maintenances.get(id);
        Forms forms = written.apply(blank(maintenance));
        return Screens.maintenance(new Room(
                        plans.of(maintenance),
                        notice,
                        Said.of(maintenance, briefs.names(), times, judging),
                        forms,
                        maintenance.isOpen() ? null : forms.left(),
                        own.name(forms.move()),
                        crowd.of(maintenance),
                        Reached.of(told.counts(id, null), "")))
                .render();
    }

    /**
     * A form that was refused. Whoever comes second is told what the first one did; what they send next is meant for that.
     *
     * @throws Refusal {@code not_found}
     */
    @Transactional
    Form again(String id, Form form, Refusal refusal) {
        if (refusal.code() != Refusal.Code.STALE) {
            return form.with(refusal);
        }
        Incident now = maintenances.get(id);
        String state = Face.planned(now).word().toLowerCase(Locale.ROOT) + ", planned for "
                + times.window(from(now), until(now)).sentence();
        return Meanwhile.told(form, now, state)
                .with("status", form.says("status", "scheduled") ? now.status().word() : form.value("status"));
    }

    private Forms blank(Incident maintenance) {
        ZoneId zone = own.zone();
        Form form = Form.blank().with(Meanwhile.KNOWN, Meanwhile.known(maintenance));
        // Whoever announced it quietly most likely goes on so.
        Form quiet = maintenance.updates().get(0).notifies() ? form : form.with("silent", "yes");
        boolean begun = maintenance.status() != Status.SCHEDULED;
        return new Forms(
                anew(quiet).with("status", maintenance.status().word()),
                anew(begun ? quiet : quiet.with(PlanDrafts.FROM, Times.local(from(maintenance), zone)))
                        .with(PlanDrafts.UNTIL, Times.local(until(maintenance), zone))
                        .with(OwnZone.FIELD, zone.getId()),
                anew(quiet),
                said(anew(quiet).with("status", "completed"), OVER),
                said(anew(quiet).with(PlanDrafts.EXTEND, "1h"), LONGER));
    }

    private static Form said(Form form, Map<String, String> words) {
        Form said = form.with(Drafts.MESSAGE, Objects.requireNonNull(words.get("en")));
        for (String language : Translations.LANGUAGES) {
            if (!language.equals("en")) {
                String field = new Tongues.Tongue(language, "").message();
                said = said.with(field, Objects.requireNonNull(words.get(language)));
            }
        }
        return said;
    }

    private static Form anew(Form form) {
        return form.with("form", Form.newId());
    }

    private static Instant from(Incident maintenance) {
        return Objects.requireNonNull(maintenance.scheduledFor());
    }

    private static Instant until(Incident maintenance) {
        return Objects.requireNonNull(maintenance.scheduledUntil());
    }
}
