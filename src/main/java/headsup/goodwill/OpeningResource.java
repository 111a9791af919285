package headsup.goodwill;

import headsup.audience.Customers;
import headsup.audience.OpeningBalances;
import headsup.kernel.TakesFacts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The balance a customer brings along. */
@TakesFacts
@Path("/api/v1/customers/{ref}/opening")
class OpeningResource {

    record NewOpening(
            @NotNull Integer points,
            @NotBlank @Size(max = 255) String source) {}

    private final Openings openings;
    private final Customers customers;

    OpeningResource(Openings openings, Customers customers) {
        this.openings = openings;
        this.customers = customers;
    }

    @POST
    @RolesAllowed("care")
    @Operation(
            summary = "Book the balance a customer brings along, once and before anything else",
            description = "Points from -20 to 50 and their source, as in \"customer for 6 years, carried over\".")
    @APIResponse(
            responseCode = "409",
            description = "illegal_transition: the account has begun, or the policy in force knows no opening balance")
    public Response carry(@PathParam("ref") String ref, @Valid @NotNull NewOpening given) {
        OpeningBalances.Opening opening = new OpeningBalances.Opening(given.points(), given.source());
        openings.carry(customers.get(ref).id(), opening);
        return Response.created(URI.create("/api/v1/customers/" + ref + "/statement"))
                .entity(opening)
                .build();
    }

    @POST
    @Path("/withdrawal")
    @RolesAllowed("care")
    @Operation(
            summary = "Withdraw an opening balance that was entered by mistake",
            description = "It is reversed in the statement. Another can be carried over while nothing else is booked.")
    @APIResponse(responseCode = "409", description = "illegal_transition: there is none")
    public Response withdraw(@PathParam("ref") String ref, @Valid @NotNull WithdrawalsResource.Withdrawal withdrawal) {
        openings.withdraw(customers.get(ref).id(), withdrawal.reason());
        return Response.noContent().build();
    }
}
