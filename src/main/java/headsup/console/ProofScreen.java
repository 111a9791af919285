package headsup.console;

import headsup.access.Role;
import headsup.delivery.LetterProof;
import headsup.incident.PageProof;
import headsup.incident.Sketches;
import headsup.incident.Sketches.Sketch;
import headsup.incident.Translations;
import headsup.kernel.Refusal;
import headsup.mail.OpenLetter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/**
 * The letter and the page exactly as a form's words would make them, before anything leaves. Each is a document of its own
 * for a frame beside the form; it keeps and sends nothing.
 */
@Path("/console/proofs")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@RolesAllowed(Role.RESPONDS)
class ProofScreen {

    /** The reader's language. */
    private static final String IN = "in";

    /** In the form that announces a maintenance, where a known one has its id. */
    private static final String NEW = "new";

    private final Drafts drafts;
    private final PlanDrafts plans;
    private final Sketches sketches;
    private final LetterProof letters;
    private final PageProof pages;

    ProofScreen(Drafts drafts, PlanDrafts plans, Sketches sketches, LetterProof letters, PageProof pages) {
        this.drafts = drafts;
        this.plans = plans;
        this.sketches = sketches;
        this.letters = letters;
        this.pages = pages;
    }

    @POST
    @Path("/letter")
    public Response letter(MultivaluedMap<String, String> written) {
        return framed(written, (sketch, reader) -> letter(letters.of(sketch, reader)));
    }

    @POST
    @Path("/page")
    public Response page(MultivaluedMap<String, String> written) {
        return framed(written, this::page);
    }

    private interface Proof {
        String of(Sketch sketch, Locale reader);
    }

    private Response framed(MultivaluedMap<String, String> written, Proof proof) {
        Form form = Form.of(written);
        try {
            String tag = form.value(IN);
            Locale reader = Translations.LANGUAGES.contains(tag) ? Locale.of(tag) : Locale.ENGLISH;
            return framed(200, proof.of(sketch(form), reader));
        } catch (Refusal refusal) {
            return framed(422, Screens.proofless(form.with(refusal)).render());
        }
    }

    private Sketch sketch(Form form) {
        String maintenance = form.value("maintenance");
        if (!maintenance.isEmpty()) {
            return maintenance.equals(NEW)
                    ? sketches.announced(plans.plan(form))
                    : sketches.worded(maintenance, plans.words(form, PlanDrafts.status(form)));
        }
        String incident = form.value("incident");
        return incident.isEmpty()
                ? sketches.declared(drafts.declaration(form))
                : sketches.posted(incident, drafts.update(form));
    }

    private String page(Sketch sketch, Locale reader) {
        return sketch.incident().visibility().isPublic()
                ? pages.front(sketch, reader)
                : Screens.unseen(sketch.incident().name()).render();
    }

    private static String letter(OpenLetter letter) {
        return Screens.proof(letter).render();
    }

    private static Response framed(int status, String html) {
        return Response.status(status)
                .entity(html)
                .header(Dress.CONTENT_POLICY, Dress.PROOF_POLICY)
                .header(Dress.FRAMING, "SAMEORIGIN")
                .build();
    }
}
