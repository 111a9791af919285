package headsup.console;

import headsup.incident.Incidents;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes the form that corrects whether an update blames others. */
@ApplicationScoped
class Judgements {

    private final Incidents incidents;
    private final Once once;

    Judgements(Incidents incidents, Once once) {
        this.incidents = incidents;
        this.once = once;
    }

    /**
     * True when it was done now, false when the same form had done it before.
     *
     * @throws Refusal as {@link Incidents#correctBlame}; {@code malformed} for a form we did not hand out
     */
    boolean once(Form form, String incident, String update) {
        boolean blames = form.says("blame", "yes");
        if (!blames && !form.says("blame", "no")) {
            throw Refusal.of(Refusal.Code.MALFORMED, "This form is not whole. Load the page again.");
        }
        return once.first(form.id(), () -> incidents.correctBlame(incident, update, blames, form.value("reason")));
    }

    String room(String incident) {
        return Rooms.PATH + "/" + incident;
    }
}
