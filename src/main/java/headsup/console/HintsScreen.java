package headsup.console;

import headsup.access.Role;
import headsup.catalog.ComponentStatus;
import headsup.incident.DraftHints;
import headsup.incident.Hint;
import headsup.incident.Status;
import headsup.incident.Translations;
import headsup.incident.Update;
import headsup.incident.Words;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;

/** What could be said better, beside the words while they are written. A piece of a page. */
@Path("/console/hints")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.RESPONDS)
class HintsScreen {

    private static final String INCIDENT = "incident";

    private static final String MAINTENANCE = "maintenance";
    private static final String NEW = "new";

    private final DraftHints hints;
    private final Parts parts;

    HintsScreen(DraftHints hints, Parts parts) {
        this.hints = hints;
        this.parts = parts;
    }

    /** Nothing for an empty form: who has not begun needs no advice. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public String read(MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        String message = form.value(Drafts.MESSAGE);
        return Screens.hints(message.isEmpty() ? List.of() : hints(form, message))
                .render();
    }

    private List<Hint> hints(Form form, String message) {
        String known = form.value(INCIDENT).isEmpty() ? form.value(MAINTENANCE) : form.value(INCIDENT);
        if (known.equals(NEW)) {
            return hints.onAnnouncement(words(form, message, Map.of()));
        }
        return known.isEmpty()
                ? hints.onDeclaration(words(form, message, parts.chosen(form)), Drafts.reach(form))
                : hints.onUpdate(known, words(form, message, parts.chosen(form)));
    }

    /** As far as they are written: what is wrong beside them is told when the form is sent. */
    private static Words words(Form form, String message, Map<String, ComponentStatus> components) {
        Status status = status(form.value("status"));
        return new Words(
                        status,
                        status == Status.POSTMORTEM ? Update.Kind.ROOT_CAUSE : Update.Kind.NEWS,
                        message,
                        null,
                        null,
                        components,
                        null,
                        null,
                        form.ticked("apology"),
                        true,
                        translations(form))
                .blaming(Drafts.blame(form));
    }

    private static Translations translations(Form form) {
        try {
            return Drafts.messages(form);
        } catch (Refusal unfinished) {
            return Translations.NONE;
        }
    }

    private static Status status(String word) {
        try {
            return Status.of(word);
        } catch (IllegalArgumentException unknown) {
            return Status.INVESTIGATING;
        }
    }
}
