package headsup.console;

import headsup.access.AuditTrail;
import headsup.access.Role;
import headsup.kernel.Listing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who did what, newest first. */
@Path(TrailScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.ADMINISTERS)
class TrailScreen {

    static final String PATH = "/console/trail";

    /**
     * @param who and {@code what} as filtered by; empty for all
     * @param next the address of the following page; empty at the end
     */
    record Sheet(String who, String what, List<Line> lines, String next) {}

    /** @param what the verb in words; {@code verb} as it is filtered by */
    record Line(Times.Moment at, String who, String what, String verb, String subject, String detail) {}

    private final AuditTrail trail;
    private final Times times;

    TrailScreen(AuditTrail trail, Times times) {
        this.trail = trail;
        this.times = times;
    }

    @GET
    public String list(
            @QueryParam("who") @Nullable String askedWho,
            @QueryParam("what") @Nullable String askedWhat,
            @QueryParam("cursor") @Nullable String cursor) {
        String who = Objects.requireNonNullElse(askedWho, "").strip();
        String what = verb(Objects.requireNonNullElse(askedWhat, ""));
        Listing<AuditTrail.Line> page =
                trail.lines(who.isEmpty() ? null : who, what.isEmpty() ? null : what, null, cursor);
        String next = page.next() == null ? "" : address(who, what) + "&cursor=" + page.next();
        return Screens.trail(new Sheet(
                        who, words(what), page.items().stream().map(this::line).toList(), next))
                .render();
    }

    private Line line(AuditTrail.Line line) {
        return new Line(
                times.dated(line.at()),
                line.actor(),
                words(line.verb()),
                line.verb(),
                line.subject(),
                times.readable(line.detail()));
    }

    /** As in {@code staff signed in}, for {@code staff.signed_in}. */
    private static String words(String verb) {
        return verb.replace('.', ' ').replace('_', ' ');
    }

    /** The verb behind the words: the first one is the room. */
    private static String verb(String words) {
        return words.strip().toLowerCase(Locale.ROOT).replaceFirst("\\s+", ".").replaceAll("\\s+", "_");
    }

    private static String address(String who, String what) {
        return PATH + "?who=" + URLEncoder.encode(who, StandardCharsets.UTF_8) + "&what="
                + URLEncoder.encode(what, StandardCharsets.UTF_8);
    }
}
