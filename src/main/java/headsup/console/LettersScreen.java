package headsup.console;

import headsup.access.Role;
import headsup.kernel.Refusal;
import headsup.mail.OpenLetter;
import headsup.mail.Outbox;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The letters kept in the outbox: what customers would read, before a relay is set up. */
@Path("/console/letters")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class LettersScreen {

    private static final int MOST = 100;

    /** @param count of all that are kept */
    record Sheet(String count, List<Line> lines) {}

    record Line(String code, Times.Moment at, String to, String subject) {}

    private final Outbox outbox;
    private final Times times;

    LettersScreen(Outbox outbox, Times times) {
        this.outbox = outbox;
        this.times = times;
    }

    @GET
    public String list() {
        List<Line> lines = outbox.newest(MOST).stream()
                .map(kept -> new Line(kept.code(), times.moment(kept.at()), kept.to(), kept.subject()))
                .toList();
        return Screens.letters(new Sheet(Figures.of(outbox.count(), "letter"), lines))
                .render();
    }

    @GET
    @Path("/{code}")
    public String one(@PathParam("code") String code) {
        OpenLetter letter = outbox.read(code).orElseThrow(() -> Refusal.notFound("letter", code));
        return Screens.letter(letter).render();
    }
}
