package headsup.audience;

import headsup.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The staff's door to single contacts. */
@Path("/api/v1/contacts")
class ContactsResource {

    /** @param customer null for a subscriber; {@code unsubscribedAt} since when the person wants no letters: letting go of a quarantine does not change that */
    record Shown(
            long id,
            @Nullable String customer,
            String email,
            @Nullable Instant unsubscribedAt,
            @Nullable Instant quarantinedAt) {}

    private final Contacts contacts;

    ContactsResource(Contacts contacts) {
        this.contacts = contacts;
    }

    @POST
    @Path("/{id}/release")
    @RolesAllowed(Role.RESPONDS)
    @Operation(summary = "Let letters go again to an address that was quarantined because they didn't arrive")
    public Shown release(@PathParam("id") long id) {
        Contacts.Addressee person = contacts.release(id);
        return new Shown(
                person.id(),
                person.customerRef(),
                Address.shown(person.email()),
                person.unsubscribedAt(),
                person.quarantinedAt());
    }
}
