package headsup.console;

import headsup.incident.Incident;
import headsup.incident.Update;
import headsup.kernel.Refusal;

/** Two write at once: whoever comes second is told what the first one said; what they send next is meant for that. */
final class Meanwhile {

    /** The form's field for how many updates its writer knew of. */
    static final String KNOWN = "known";

    private static final int QUOTED = 160;

    private Meanwhile() {}

    static String known(Incident now) {
        return Integer.toString(now.updates().size());
    }

    /** @throws Refusal {@code malformed} for a form we did not hand out */
    static int count(Form form) {
        try {
            return Integer.parseInt(form.value(KNOWN));
        } catch (NumberFormatException none) {
            throw Refusal.of(Refusal.Code.MALFORMED, "This form is not whole. Load the page again.");
        }
    }

    /**
     * The form as it stands before its writer again.
     *
     * @param state how things are now, to follow "It is now"
     */
    static Form told(Form form, Incident now, String state) {
        Update last = now.lastUpdate();
        String body = last.body().replaceAll("\\s+", " ").strip();
        String quoted = body.length() > QUOTED ? body.substring(0, QUOTED) + "\u2026" : body;
        return agreed(form, now)
                .with(Refusal.of(
                        Refusal.Code.STALE,
                        "While you wrote, " + last.author() + " said: \u201c" + quoted + "\u201d It is now " + state
                                + ". What you wrote is kept; send it again if you still mean it."))
                .with(KNOWN, known(now));
    }

    /** Whoever left it at "not known yet" did not take back an estimate that they had not seen. */
    private static Form agreed(Form form, Incident now) {
        boolean unseen = form.says(Drafts.ESTIMATE, Drafts.UNKNOWN)
                && now.updates().stream().anyMatch(update -> update.number() > count(form) && update.givesEstimate());
        return unseen ? form.with(Drafts.ESTIMATE, Drafts.KEEP) : form;
    }
}
