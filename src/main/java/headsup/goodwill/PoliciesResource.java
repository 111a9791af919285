package headsup.goodwill;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import headsup.kernel.Listing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The versions of the goodwill policy: seen, made, and put in force. */
@Path("/api/v1/goodwill/policies")
@Consumes(MediaType.APPLICATION_JSON)
class PoliciesResource {

    /**
     * @param active whether incidents are declared under it now
     * @param activatedAt since when, or when last; null when it never was in force
     * @param document as it can be sent back, changed, to make the next version
     * @param preview past incidents under the policy in force and under this one; not in lists, nor for the one in force
     */
    record Shown(
            int version,
            String name,
            boolean active,
            Instant createdAt,
            String createdBy,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Instant activatedAt,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String activatedBy,

            @Schema(type = SchemaType.OBJECT) JsonNode document,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Preview preview) {}

    /** @param seen {@code preview.digest} of this version, from its creation or from reading it */
    record Activation(@Nullable String seen) {}

    private final Policies policies;
    private final Replays replays;

    PoliciesResource(Policies policies, Replays replays) {
        this.policies = policies;
        this.replays = replays;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List the versions, newest first, with their documents")
    public Listing<Shown> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        int most = Listing.limit(limit);
        List<Policies.Version> versions = policies.before(Listing.position(cursor, Long.MAX_VALUE), most + 1);
        return Listing.of(
                versions, most, version -> Integer.toString(version.number()), version -> shown(version, null));
    }

    @GET
    @Path("/{v}")
    @RolesAllowed("viewer")
    @Operation(
            summary = "Show a version with its preview: past incidents before and after",
            description =
                    "At most 50 incidents begun in the last 90 days, under the policy in force and under this one, in"
                            + " points over all customers, and how many customers would change band. Changes nothing.")
    public Shown one(@PathParam("v") int version) {
        return previewed(policies.get(version));
    }

    @POST
    @RolesAllowed("admin")
    @Operation(
            summary = "Make the next version out of a whole document; it is not in force yet",
            description =
                    "The document has name, parameters (minutes; those up to every by critical, major and minor), tariff"
                            + " (points by rule and severity; apology also repeated) and limits (points by cap and severity), all of"
                            + " them, as a version's document shows. Whole numbers from -1000000 to 1000000. Refused with 422"
                            + " invalid_field and the path of every field that is unknown, missing or wrong; or that contradicts"
                            + " another: grace longer than interval, next longer than longest, cause longer than owed, a debit above"
                            + " 0, a credit below 0, a graver impact with the narrower limit.")
    @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    public Response create(InputStream body) {
        Policies.Version made = policies.create(ExactJson.object(body));
        return Response.created(URI.create("/api/v1/goodwill/policies/" + made.number()))
                .entity(previewed(made))
                .build();
    }

    @POST
    @Path("/{v}/activation")
    @RolesAllowed("admin")
    @Operation(
            summary = "Put a version in force for incidents declared from now on",
            description =
                    "Send the digest of the preview of this version against the one in force, as {\"seen\": \"...\"}."
                            + " Incidents declared before keep the version they have. An earlier version can come back the same way.")
    @APIResponse(responseCode = "200", description = "It is in force")
    @APIResponse(
            responseCode = "409",
            description =
                    "illegal_transition: it is in force already; or no preview was seen, or one against a version that"
                            + " is not in force any more")
    public Shown activate(@PathParam("v") int version, @Nullable Activation activation) {
        return shown(policies.activate(version, activation == null ? null : activation.seen()), null);
    }

    private Shown previewed(Policies.Version version) {
        return shown(version, version.active() ? null : replays.preview(version.policy()));
    }

    private static Shown shown(Policies.Version version, @Nullable Preview preview) {
        return new Shown(
                version.number(),
                version.policy().name(),
                version.active(),
                version.createdAt(),
                version.createdBy(),
                version.activatedAt(),
                version.activatedBy(),
                PolicyDocument.of(version.policy()),
                preview);
    }
}
