package headsup.catalog;

import headsup.access.Role;
import headsup.kernel.Listing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The staff's door to components. */
@Path("/api/v1/components")
class ComponentsResource {

    /** @param showcase whether the page shows its ninety days */
    record NewComponent(
            @NotBlank @Size(max = 255) String name,
            @Size(max = 1000) @Nullable String description,
            @Size(min = 1, max = 255) @Nullable String group,
            @PositiveOrZero @Nullable Integer position,
            @Nullable ComponentStatus status,
            @Nullable Boolean showcase) {
        Components.Draft draft() {
            return new Components.Draft(name.strip(), description, group, position, status, showcase);
        }
    }

    record Change(
            @Size(min = 1, max = 255) @Nullable String name,
            @Size(max = 1000) @Nullable String description,
            @Size(min = 1, max = 255) @Nullable String group,
            @PositiveOrZero @Nullable Integer position,
            @Nullable ComponentStatus status,
            @Nullable Boolean showcase) {
        Components.Draft draft() {
            return new Components.Draft(name, description, group, position, status, showcase);
        }
    }

    /**
     * @param status with everything counted
     * @param publicStatus as the public page shows it, without incidents that only affected customers can see
     */
    record Shown(
            String id,
            String name,
            ComponentStatus status,
            ComponentStatus publicStatus,
            @Nullable String description,
            @Nullable String group,
            int position,
            boolean showcase,
            Instant createdAt,
            Instant updatedAt) {
        static Shown of(Component component) {
            ComponentGroup group = component.group();
            return new Shown(
                    component.id(),
                    component.name(),
                    component.status(),
                    component.publicStatus(),
                    component.description(),
                    group == null ? null : group.name(),
                    component.position(),
                    component.showcase(),
                    component.createdAt(),
                    component.updatedAt());
        }
    }

    private final Components components;

    ComponentsResource(Components components) {
        this.components = components;
    }

    @POST
    @RolesAllowed(Role.ADMINISTERS)
    public Response add(@Valid @NotNull NewComponent draft) {
        Component added = components.add(draft.draft());
        return Response.created(URI.create("/api/v1/components/" + added.id()))
                .entity(Shown.of(added))
                .build();
    }

    @GET
    @RolesAllowed(Role.READS)
    public Listing<Shown> list() {
        return new Listing<>(components.inPageOrder().stream().map(Shown::of).toList(), null);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READS)
    public Shown one(@PathParam("id") String id) {
        return Shown.of(components.get(id));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Role.ADMINISTERS)
    public Shown change(@PathParam("id") String id, @Valid @NotNull Change change) {
        return Shown.of(components.change(id, change.draft()));
    }
}
