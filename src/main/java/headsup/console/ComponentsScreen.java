package headsup.console;

import headsup.access.Role;
import headsup.catalog.Components;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What customers can depend on, and adding to it. */
@Path(ComponentsScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class ComponentsScreen {

    static final String PATH = "/console/components";
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 1000;

    record Sheet(List<Parts.Group> groups, Form form, String notice) {}

    private final Components components;
    private final Parts parts;
    private final Resumed resumed;

    ComponentsScreen(Components components, Parts parts, Resumed resumed) {
        this.components = components;
        this.parts = parts;
        this.resumed = resumed;
    }

    @GET
    public String list(@QueryParam("said") @Nullable String said) {
        return sheet(resumed.or(Form.blank(), PATH), Notice.sentence(said));
    }

    /** Of a form sent twice the second finds the name taken: nothing is added twice. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.ADMINISTERS)
    public Response add(MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            components.add(draft(form));
            return Response.status(303)
                    .header(HttpHeaders.LOCATION, PATH + "?said=" + Notice.ADDED.word())
                    .build();
        } catch (Refusal refusal) {
            return Response.status(422).entity(sheet(form.with(refusal), "")).build();
        }
    }

    private static Components.Draft draft(Form form) {
        Faults faults = new Faults();
        faults.required(form, "name", LONGEST_NAME);
        faults.optional(form, "group", LONGEST_NAME);
        faults.optional(form, "description", LONGEST_DESCRIPTION);
        faults.refuse();
        return new Components.Draft(
                form.value("name"), orNull(form, "description"), orNull(form, "group"), null, null, null);
    }

    private static @Nullable String orNull(Form form, String field) {
        return form.value(field).isEmpty() ? null : form.value(field);
    }

    private String sheet(Form form, String notice) {
        return Screens.components(new Sheet(parts.of(form), form, notice)).render();
    }
}
