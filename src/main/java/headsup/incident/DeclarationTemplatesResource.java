package headsup.incident;

import headsup.access.Role;
import headsup.catalog.ComponentStatus;
import headsup.catalog.Components;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The staff's door to the templates of declarations. */
@Path("/api/v1/templates")
class DeclarationTemplatesResource {

    /** @param id an id or a name */
    record Part(@NotBlank String id, @NotNull ComponentStatus status) {}

    record NewTemplate(
            @NotBlank @Size(max = DeclarationTemplates.LONGEST_NAME)
            String name,

            @NotBlank @Size(max = DeclarationTemplates.LONGEST_TITLE)
            String title,

            @NotBlank @Size(max = DeclarationTemplates.LONGEST_MESSAGE)
            String message,

            @Size(max = 500) @Nullable List<@Valid @NotNull Part> components,
            @Nullable Duration nextUpdateIn) {}

    /** @param version of the template as it was seen */
    record Replacement(
            @NotBlank @Size(max = DeclarationTemplates.LONGEST_NAME)
            String name,

            @NotBlank @Size(max = DeclarationTemplates.LONGEST_TITLE)
            String title,

            @NotBlank @Size(max = DeclarationTemplates.LONGEST_MESSAGE)
            String message,

            @Size(max = 500) @Nullable List<@Valid @NotNull Part> components,
            @Nullable Duration nextUpdateIn,
            @NotNull Integer version) {}

    /** @param nextUpdateIn as in {@code PT30M}; null leaves it to the policy */
    record Shown(
            String id,
            String name,
            String title,
            String message,
            List<Part> components,
            @Nullable String nextUpdateIn,
            int version,
            Instant changedAt,
            String changedBy) {

        static Shown of(DeclarationTemplate template) {
            return new Shown(
                    template.id(),
                    template.name(),
                    template.title(),
                    template.message(),
                    template.components().entrySet().stream()
                            .map(c -> new Part(c.getKey(), c.getValue()))
                            .toList(),
                    template.next() == null ? null : template.next().toString(),
                    template.version(),
                    template.changedAt(),
                    template.changedBy());
        }
    }

    private final DeclarationTemplates templates;
    private final Components catalog;

    DeclarationTemplatesResource(DeclarationTemplates templates, Components catalog) {
        this.templates = templates;
        this.catalog = catalog;
    }

    /** All of them, by name. */
    @GET
    @RolesAllowed(Role.READS)
    public Listing<Shown> list() {
        return new Listing<>(templates.byName().stream().map(Shown::of).toList(), null);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READS)
    public Shown one(@PathParam("id") String id) {
        return Shown.of(templates.get(id));
    }

    @POST
    @RolesAllowed(Role.RESPONDS)
    public Response keep(@Valid @NotNull NewTemplate draft) {
        DeclarationTemplate kept = templates.keep(new DeclarationTemplates.Draft(
                draft.name().strip(),
                draft.title().strip(),
                draft.message(),
                parts(draft.components()),
                draft.nextUpdateIn()));
        return Response.created(URI.create("/api/v1/templates/" + kept.id()))
                .entity(Shown.of(kept))
                .build();
    }

    /** Replaces all it says; for a version that is not the present one it is refused as {@code stale}. */
    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.RESPONDS)
    public Shown change(@PathParam("id") String id, @Valid @NotNull Replacement draft) {
        return Shown.of(templates.change(
                id,
                new DeclarationTemplates.Draft(
                        draft.name().strip(),
                        draft.title().strip(),
                        draft.message(),
                        parts(draft.components()),
                        draft.nextUpdateIn()),
                draft.version()));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.RESPONDS)
    public void remove(@PathParam("id") String id) {
        templates.remove(id, null);
    }

    private Map<String, ComponentStatus> parts(@Nullable List<Part> given) {
        Map<String, ComponentStatus> parts = new LinkedHashMap<>();
        List<Part> all = Objects.requireNonNullElse(given, List.of());
        for (int i = 0; i < all.size(); i++) {
            String field = "components[" + i + "]";
            String id = catalog.resolve(all.get(i).id(), field).id();
            if (parts.put(id, all.get(i).status()) != null) {
                throw Refusal.field(field, "is named twice");
            }
        }
        return parts;
    }
}
