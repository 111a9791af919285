package headsup.goodwill;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/goodwill/simulations}: the facts of an incident for one customer go in (goodwill policy, section 1),
 * its entries come out. {@code ?policy=default/2} names the version that prices them. Changes nothing.
 *
 * <p>Minutes are whole UTC minutes from any common zero, points are whole. Refuses with 400 {@code malformed} a body that is
 * not a JSON object, and with 422 {@code invalid_field} every wrong field at once, and a policy that
 * is not there.
 */
@Path("/api/v1/goodwill/simulations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SimulationResource {

    /** @param closing the last balance; without entries the opening one */
    public record Answer(List<Line> entries, long closing) {}

    /**
     * @param net sum of applied points so far
     * @param balance opening and net
     */
    public record Line(
            long minute,
            Rule rule,
            int raw,
            int applied,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Cap cap,

            int net,
            long balance) {}

    private final Policies policies;

    SimulationResource(Policies policies) {
        this.policies = policies;
    }

    /** @param policy a version, as in {@code default/2}; absent: the one in force */
    @POST
    @RolesAllowed("viewer")
    public Answer simulate(@QueryParam("policy") @Nullable String policy, InputStream body) {
        return answer(policies.named(policy), FactsReader.read(body));
    }

    static Answer answer(Policy policy, IncidentFacts facts) {
        long opening = facts.opening();
        List<Line> lines = Derivation.derive(policy, facts).stream()
                .map(entry -> line(entry, opening))
                .toList();
        return new Answer(
                lines, lines.isEmpty() ? opening : lines.get(lines.size() - 1).balance());
    }

    private static Line line(DerivedEntry entry, long opening) {
        return new Line(
                entry.minute(),
                entry.rule(),
                entry.raw(),
                entry.applied(),
                entry.cap(),
                entry.net(),
                opening + entry.net());
    }
}
