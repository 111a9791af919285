package headsup.console;

import headsup.access.AuditTrail;
import headsup.access.Role;
import headsup.delivery.Brakes;
import headsup.delivery.InboundHearing;
import headsup.kernel.Refusal;
import headsup.kernel.Site;
import headsup.mail.Courier;
import headsup.mail.Outbox;
import headsup.mail.Postcard;
import headsup.mail.Postcards;
import headsup.mail.Postmark;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is set up, who is signed in, and the way out; and whether a letter leaves the house, by trying it. */
@Path(SettingsScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class SettingsScreen {

    static final String PATH = "/console/settings";
    private static final String TEST = "/test-letter";
    private static final String ADDRESS = "address";
    private static final int LONGEST_ADDRESS = 320;

    /**
     * @param ways how letters leave the house; {@code kept} when they stay in the outbox
     * @param inbound whether bounces are heard
     * @param form the test letter as it was asked for
     * @param notice what was done just now; may be empty
     */
    record Sheet(List<Way> ways, boolean kept, InboundLine inbound, Form form, String notice) {}

    /**
     * @param standing in a word or a few, and why
     * @param brake by which it is held; 0 when nobody holds it
     */
    record Way(String name, String standing, long brake) {}

    private final Courier courier;
    private final InboundHearing hearing;
    private final Times times;
    private final Brakes brakes;
    private final Postcards postcards;
    private final Site site;
    private final AuditTrail trail;
    private final Resumed resumed;

    SettingsScreen(
            Courier courier,
            InboundHearing hearing,
            Times times,
            Brakes brakes,
            Postcards postcards,
            Site site,
            AuditTrail trail,
            Resumed resumed) {
        this.hearing = hearing;
        this.times = times;
        this.courier = courier;
        this.brakes = brakes;
        this.postcards = postcards;
        this.site = site;
        this.trail = trail;
        this.resumed = resumed;
    }

    @GET
    public String show(@QueryParam("said") @Nullable String said) {
        return sheet(resumed.or(Form.blank(), PATH + TEST), Notice.sentence(said));
    }

    /** A letter to whoever asks for it, by the way that confirmations and calls to on-call take. */
    @POST
    @Path(TEST)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.ADMINISTERS)
    public Response test(MultivaluedMap<String, String> written, @Context SecurityContext member) {
        Form form = Form.of(written);
        try {
            Faults faults = new Faults();
            faults.required(form, ADDRESS, LONGEST_ADDRESS);
            faults.refuse();
            Postmark postmark =
                    postcards.send(letter(form, member.getUserPrincipal().getName()));
            trail.note("mail.tested", "test-letter", postmark.getClass().getSimpleName());
            return answer(form, postmark);
        } catch (Refusal refusal) {
            return Response.status(422).entity(sheet(form.with(refusal), "")).build();
        }
    }

    private Postcard letter(Form form, String who) {
        return new Postcard(
                form.value(ADDRESS),
                Locale.ENGLISH,
                "Test letter",
                List.of("This is a test. If you can read it, letters to single people leave " + site.name()
                        + ": those that confirm an address, and those that tell on-call."),
                new Postcard.Link("The page", site.link("/")),
                "You get this because " + who + " asked for a test letter to this address in the console.");
    }

    private Response answer(Form form, Postmark postmark) {
        return switch (postmark) {
            case Postmark.Taken taken -> goTo(PATH + "?said=" + Notice.TESTED.word());
            case Postmark.Kept kept -> goTo("/console/letters/" + kept.code());
            case Postmark.Failed failed ->
                Response.status(502)
                        .entity(sheet(form.with(Refusal.of(Refusal.Code.INTERNAL, sentence(failed.why()))), ""))
                        .build();
        };
    }

    private static String sentence(String why) {
        return why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1) + (why.endsWith(".") ? "" : ".");
    }

    private static Response goTo(String path) {
        return Response.status(303).header(HttpHeaders.LOCATION, path).build();
    }

    private String sheet(Form form, String notice) {
        Map<String, Brakes.Brake> held = brakes.holding().stream()
                .filter(brake -> brake.scope().equals("lane"))
                .collect(Collectors.toMap(Brakes.Brake::subject, brake -> brake));
        List<Way> ways = courier.ways().stream()
                .map(way -> way(way, held.get(way.name())))
                .toList();
        InboundLine inbound = InboundLine.of(hearing.standing(), times);
        return Screens.settings(new Sheet(ways, courier instanceof Outbox, inbound, form, notice))
                .render();
    }

    /** What a brake says stands before what the lane says: it is the one in the shared books. */
    private static Way way(Courier.Way way, Brakes.@Nullable Brake brake) {
        if (brake != null) {
            return new Way(way.name(), "paused by " + brake.setBy() + ": " + brake.reason(), brake.id());
        }
        String word = way.standing() == Courier.Standing.BARRED
                ? "out, somebody must look"
                : way.standing().word();
        return new Way(way.name(), way.remark().isEmpty() ? word : word + " · " + way.remark(), 0);
    }
}
