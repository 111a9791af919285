package headsup.console;

import headsup.access.Role;
import headsup.goodwill.PolicyBook;
import headsup.goodwill.Preview;
import headsup.kernel.Refusal;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One version of the goodwill policy: what it changes, what that would have done to past incidents, and putting it in force. */
@Path(PolicyScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class PolicyScreen {

    static final String PATH = GoodwillScreen.PATH + "/policies/{number}";

    /** @param seen names the preview that is shown */
    record Sheet(
            PolicyBook.Version version,
            Times.Moment created,
            List<PolicyBook.Change> changes,
            List<PolicyBook.Field> fields,
            String against,
            List<Line> lines,
            String before,
            String after,
            String changing,
            String seen,
            Form form,
            String notice) {}

    record Line(
            String incident,
            String name,
            Times.Moment started,
            String customers,
            String before,
            String after,
            String changing) {}

    private final PolicyBook policies;
    private final Times times;
    private final Once once;

    PolicyScreen(PolicyBook policies, Times times, Once once) {
        this.policies = policies;
        this.times = times;
        this.once = once;
    }

    @GET
    public String show(@PathParam("number") int number, @QueryParam("said") @Nullable String said) {
        return sheet(number, Form.blank(), Notice.sentence(said));
    }

    @POST
    @Path("/activation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.ADMINISTERS)
    public Response activate(@PathParam("number") int number, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            boolean first = once.first(form.id(), () -> policies.activate(number, form.value("seen")));
            return Response.status(303)
                    .header(
                            HttpHeaders.LOCATION,
                            PATH.replace("{number}", Integer.toString(number)) + "?said="
                                    + (first ? Notice.ACTIVATED : Notice.ONCE).word())
                    .build();
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet(number, form.with(refusal), ""))
                    .build();
        }
    }

    private String sheet(int number, Form form, String notice) {
        PolicyBook.Version version = policies.get(number);
        Preview preview = policies.preview(number);
        return Screens.policy(new Sheet(
                        version,
                        times.dated(version.createdAt()),
                        version.changes().stream().map(PolicyScreen::written).toList(),
                        version.fields().stream().map(PolicyScreen::written).toList(),
                        preview.against(),
                        preview.incidents().stream().map(this::line).toList(),
                        Figures.of(preview.total().before()),
                        Figures.of(preview.total().after()),
                        Figures.of(preview.total().changingBand(), "customer"),
                        preview.digest(),
                        form,
                        notice))
                .render();
    }

    private static PolicyBook.Change written(PolicyBook.Change change) {
        return new PolicyBook.Change(
                change.field(),
                change.before().replace('-', '\u2212'),
                change.after().replace('-', '\u2212'));
    }

    private static PolicyBook.Field written(PolicyBook.Field field) {
        return new PolicyBook.Field(field.name(), field.value().replace('-', '\u2212'));
    }

    private Line line(Preview.Line line) {
        return new Line(
                line.incident(),
                line.name(),
                times.dated(line.startedAt()),
                Figures.of(line.customers()),
                Figures.of(line.before()),
                Figures.of(line.after()),
                Figures.of(line.changingBand()));
    }
}
