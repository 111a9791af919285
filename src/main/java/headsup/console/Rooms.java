package headsup.console;

import headsup.delivery.Told;
import headsup.goodwill.SilenceMeter;
import headsup.incident.Headcount;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Kind;
import headsup.incident.Status;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Furnishes the room of an incident: all that its page shows. */
@ApplicationScoped
class Rooms {

    static final String PATH = "/console/incidents";

    /**
     * The forms that may stand in a room.
     *
     * @param next for the next words, while the incident is open
     * @param cause for the root cause, when it is over
     * @param again for reopening, when it is over
     */
    record Forms(Form next, Form cause, Form again) {

        static Forms blank(Incident incident) {
            return new Forms(
                    blank(incident, incident.status())
                            .with(Drafts.ESTIMATE, incident.estimate() == null ? Drafts.UNKNOWN : Drafts.KEEP),
                    blank(incident, incident.status()),
                    blank(incident, Status.INVESTIGATING));
        }

        private static Form blank(Incident incident, Status status) {
            return Form.blank()
                    .with("next", "30m")
                    .with("status", status.word())
                    .with(Drafts.ESTIMATE, Drafts.UNKNOWN)
                    .with(Meanwhile.KNOWN, Meanwhile.known(incident));
        }
    }

    /**
     * @param notice what was done just now; may be empty
     * @param crew for coming to it; {@code onIt} whether its reader is there already
     * @param meter null when the incident is over
     * @param stakes what an estimate is worth here
     */
    record Room(
            Brief brief,
            String notice,
            List<Said> said,
            Forms forms,
            Form crew,
            boolean onIt,
            List<Parts.Group> groups,
            Crowd.Preview preview,
            Reached reached,
            @Nullable Meter meter,
            String stakes) {

        /** The estimate an update may leave as it is, in words; empty for none. */
        public String kept() {
            Expected expected = brief.expected();
            return expected == null ? "" : expected.inWords();
        }
    }

    private final Incidents incidents;
    private final Briefs briefs;
    private final Parts parts;
    private final Crowd crowd;
    private final Told told;
    private final SilenceMeter meter;
    private final Times times;
    private final Desk desk;
    private final Headcount headcount;
    private final Adviser adviser;

    Rooms(
            Incidents incidents,
            Briefs briefs,
            Parts parts,
            Crowd crowd,
            Told told,
            SilenceMeter meter,
            Times times,
            Desk desk,
            Headcount headcount,
            Adviser adviser) {
        this.desk = desk;
        this.headcount = headcount;
        this.adviser = adviser;
        this.meter = meter;
        this.incidents = incidents;
        this.briefs = briefs;
        this.parts = parts;
        this.crowd = crowd;
        this.told = told;
        this.times = times;
    }

    /** Whether it is a maintenance. @throws Refusal {@code not_found} */
    boolean isPlanned(String id) {
        return incidents.get(id).kind() == Kind.MAINTENANCE;
    }

    /**
     * @param written puts what somebody wrote in place of a blank form
     * @throws Refusal {@code not_found}
     */
    @Transactional
    String shown(String id, String notice, UnaryOperator<Forms> written) {
        return shown(id, notice, written, Form.blank(), Said.Judging.NONE);
    }

    /** @param crew as somebody wrote it who wants to be on it */
    @Transactional
    String shown(String id, String notice, UnaryOperator<Forms> written, Form crew) {
        return shown(id, notice, written, crew, Said.Judging.NONE);
    }

    /** @param judging what somebody wrote about one update */
    @Transactional
    String shown(String id, String notice, UnaryOperator<Forms> written, Form crew, Said.Judging judging) {
        Incident incident = incidents.get(id);
        return furnished(incident, written.apply(Forms.blank(incident)), notice, crew, judging);
    }

    /**
     * A form that was refused.
     *
     * @throws Refusal {@code not_found}
     */
    @Transactional
    Form again(String id, Form form, Refusal refusal) {
        if (refusal.code() != Refusal.Code.STALE) {
            return form.with(refusal);
        }
        Incident now = incidents.get(id);
        return Meanwhile.told(form, now, now.status().word());
    }

    private String furnished(Incident incident, Forms forms, String notice, Form crew, Said.Judging judging) {
        Brief brief = briefs.of(incident);
        return Screens.incident(new Room(
                        brief,
                        notice,
                        Said.of(incident, briefs.names(), times, judging),
                        forms,
                        crew,
                        brief.crew().stream().anyMatch(hand -> hand.who().equals(desk.who())),
                        parts.of(forms.next()),
                        crowd.of(incident),
                        Reached.of(told.counts(incident.id(), null), ""),
                        incident.isOpen() ? Meter.of(meter.read(incident.id()), times) : null,
                        adviser.worth(incident, headcount.affectedBy(incident))))
                .render();
    }

    /** After a form: the room is shown anew, so that a reload sends nothing. */
    static Response enter(Once.Outcome outcome, Notice notice) {
        Notice said = outcome.again() ? Notice.ONCE : notice;
        return Response.status(303)
                .header(HttpHeaders.LOCATION, PATH + "/" + outcome.incidentId() + "?said=" + said.word())
                .build();
    }
}
