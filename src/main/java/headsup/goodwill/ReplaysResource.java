package headsup.goodwill;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What if: a past incident under another policy, or told at another cadence. */
@Path("/api/v1/goodwill/replays")
class ReplaysResource {

    /**
     * @param policy a version
     * @param cadence whole minutes, as in {@code PT30M}; null: with the words as they were
     */
    record Question(
            @NotBlank String incident,
            @NotNull Integer policy,
            @Nullable Duration cadence) {}

    private final Replays replays;

    ReplaysResource(Replays replays) {
        this.replays = replays;
    }

    @POST
    @RolesAllowed("viewer")
    @Operation(
            summary = "Replay an incident under another policy version; changes nothing",
            description =
                    "Answers, per cohort of customers with the same facts, the points of one member under the policy the"
                            + " incident keeps and under the other, and the points of all. With a cadence, the words between the first"
                            + " one and the resolution are replaced by news every so often, accepted at once, each promising the next.")
    public Replays.Replay replay(@Valid @NotNull Question question) {
        return replays.replay(question.incident(), question.policy(), question.cadence());
    }
}
