package headsup.console;

import headsup.access.Role;
import headsup.access.Tokens;
import headsup.kernel.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens that programs sign in with: one's own; for an administrator everybody's. */
@Path(TokensScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class TokensScreen {

    static final String PATH = "/console/tokens";
    private static final String LABEL = "label";
    private static final String LASTING = "lasting";
    private static final int LONGEST_LABEL = 255;

    /** How long a token may last, by the value of the field; {@code ever} is not among them. */
    private static final Map<String, Duration> SPANS =
            Map.of("30d", Duration.ofDays(30), "90d", Duration.ofDays(90), "1y", Duration.ofDays(365));

    /** @param shown a token that was made just now; null without one */
    record Sheet(
            List<Line> lines,
            List<Duties.Choice> roles,
            Form form,
            String notice,
            @Nullable Revealed shown) {}

    /** @param used null for never; {@code until} null for ever, {@code over} when that is past */
    record Line(
            long id,
            String label,
            String owner,
            String role,
            Times.Moment since,
            Times.@Nullable Moment used,
            Times.@Nullable Moment until,
            boolean over) {}

    private final Tokens tokens;
    private final Once once;
    private final Times times;
    private final Resumed resumed;
    private final SecurityIdentity identity;

    TokensScreen(Tokens tokens, Once once, Times times, Resumed resumed, SecurityIdentity identity) {
        this.tokens = tokens;
        this.once = once;
        this.times = times;
        this.resumed = resumed;
        this.identity = identity;
    }

    @GET
    public String list(@QueryParam("said") @Nullable String said) {
        return sheet(resumed.or(blank(), PATH), Notice.sentence(said), null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response make(MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            Faults faults = new Faults();
            faults.required(form, LABEL, LONGEST_LABEL);
            Role role = faults.reading(() -> Duties.chosen(form));
            faults.refuse();
            Duration span = SPANS.get(form.value(LASTING));
            Instant until = span == null ? null : times.now().plus(span);
            Optional<Tokens.Issued> issued =
                    once.issue(form.id(), new Tokens.Draft(form.value(LABEL), Objects.requireNonNull(role), until));
            return issued.map(token ->
                            Response.ok(sheet(blank(), "", new Revealed("The token " + token.label(), token.secret()))))
                    .orElseGet(() -> Response.ok(sheet(blank(), Notice.sentence(Notice.SHOWN.word()), null)))
                    .build();
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet(form.with(refusal), "", null))
                    .build();
        }
    }

    /** Doing it twice changes nothing. */
    @POST
    @Path("/{id}/revocation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response revoke(@PathParam("id") long id, MultivaluedMap<String, String> written) {
        tokens.revoke(id);
        return Response.status(303)
                .header(HttpHeaders.LOCATION, PATH + "?said=" + Notice.REVOKED.word())
                .build();
    }

    private Form blank() {
        Form form = Form.blank().with(LASTING, "90d");
        return Duties.those(this::mayHave, form).stream()
                .filter(choice -> choice.value().equals(Role.RESPONDS))
                .findFirst()
                .map(choice -> form.with(Duties.FIELD, choice.value()))
                .orElse(form.with(Duties.FIELD, Role.READS));
    }

    private boolean mayHave(Role role) {
        return identity.hasRole(role.word());
    }

    private String sheet(Form form, String notice, @Nullable Revealed shown) {
        List<Line> lines = tokens.visible().stream().map(this::line).toList();
        return Screens.tokens(new Sheet(lines, Duties.those(this::mayHave, form), form, notice, shown))
                .render();
    }

    private Line line(Tokens.Listed token) {
        return new Line(
                token.id(),
                token.label(),
                token.owner(),
                Duties.word(token.role()),
                times.onDay(token.createdAt()),
                token.lastUsedAt() == null ? null : times.dated(token.lastUsedAt()),
                token.expiresAt() == null ? null : times.onDay(token.expiresAt()),
                token.expiresAt() != null && !token.expiresAt().isAfter(times.now()));
    }
}
