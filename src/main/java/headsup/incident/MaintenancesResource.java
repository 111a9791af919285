package headsup.incident;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import headsup.access.Role;
import headsup.catalog.Component;
import headsup.catalog.ComponentStatus;
import headsup.catalog.Components;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The staff's door to maintenances. */
@Path("/api/v1/maintenances")
class MaintenancesResource {

    /** An id or a name; or an object with it, as incidents have. Its status can only be one. */
    record Part(@NotBlank String id, @Nullable ComponentStatus status) {
        @JsonCreator
        static Part named(String idOrName) {
            return new Part(idOrName, null);
        }

        @JsonCreator
        Part {}
    }

    record NewMaintenance(
            @NotBlank @Size(max = 255) String name,
            @NotNull Instant scheduledFor,
            @NotNull Instant scheduledUntil,
            @Nullable Boolean autoComplete,
            @Nullable Impact impact,
            @Size(max = 500) @Nullable List<@Valid @NotNull Part> components,
            IncidentsResource.@Valid @Nullable AudienceDraft audience,
            @NotBlank @Size(max = 25_000) String message,
            @Nullable Instant nextUpdateAt,
            @Nullable Duration nextUpdateIn,
            @Size(max = 255) @Nullable String provider,
            @Nullable Visibility visibility,
            @Nullable Boolean blame,
            @JsonProperty("notify") @Nullable Boolean notifies,
            @Nullable Map<String, @Nullable Translated> translations) {}

    record Move(
            @Nullable Instant scheduledFor,
            @Nullable Instant scheduledUntil,
            @Size(max = 25_000) @Nullable String message,
            @Nullable Instant nextUpdateAt,
            @Nullable Duration nextUpdateIn,
            @Nullable Visibility visibility,
            @Nullable Boolean blame,
            @JsonProperty("notify") @Nullable Boolean notifies,
            @Nullable Map<String, @Nullable Translated> translations) {

        /** Who may see it changes without a word. */
        boolean isOnlyOfVisibility() {
            return visibility != null
                    && scheduledFor == null
                    && scheduledUntil == null
                    && message == null
                    && nextUpdateAt == null
                    && nextUpdateIn == null
                    && blame == null
                    && notifies == null
                    && translations == null;
        }
    }

    record NewUpdate(
            @NotNull Status status,
            @NotBlank @Size(max = 25_000) String message,
            Update.@Nullable Kind kind,
            @Nullable Instant nextUpdateAt,
            @Nullable Duration nextUpdateIn,
            @Nullable Instant restoredAt,
            @Nullable Boolean apology,
            @Nullable Boolean blame,
            @JsonProperty("notify") @Nullable Boolean notifies,
            @Nullable Map<String, @Nullable Translated> translations) {}

    record Cancellation(
            @NotBlank @Size(max = 25_000) String message,
            @Nullable Boolean blame,
            @JsonProperty("notify") @Nullable Boolean notifies,
            @Nullable Map<String, @Nullable Translated> translations) {}

    private final Maintenances maintenances;
    private final Incidents incidents;
    private final Components catalog;
    private final DraftHints hints;
    private final IncidentPresenter presenter;
    private final Clock clock;

    MaintenancesResource(
            Maintenances maintenances,
            Incidents incidents,
            Components catalog,
            DraftHints hints,
            IncidentPresenter presenter,
            Clock clock) {
        this.hints = hints;
        this.maintenances = maintenances;
        this.incidents = incidents;
        this.catalog = catalog;
        this.presenter = presenter;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Role.RESPONDS)
    public Response announce(@Valid @NotNull NewMaintenance draft) {
        Words words = new Words(
                        Status.SCHEDULED,
                        Update.Kind.NEWS,
                        draft.message(),
                        promised(draft.nextUpdateAt(), draft.nextUpdateIn()),
                        null,
                        parts(draft.components()),
                        draft.impact(),
                        null,
                        false,
                        notifies(draft.notifies()),
                        Translated.messages(draft.translations()))
                .blaming(draft.blame());
        Incident announced = maintenances.announce(new Plan(
                new Declaration(
                        draft.name().strip(),
                        Translated.names(draft.translations()),
                        words,
                        IncidentsResource.reach(draft.audience()),
                        null,
                        null,
                        draft.provider(),
                        draft.visibility()),
                draft.scheduledFor(),
                draft.scheduledUntil(),
                Boolean.TRUE.equals(draft.autoComplete())));
        return Response.created(URI.create("/api/v1/maintenances/" + announced.id()))
                .entity(shown(announced))
                .build();
    }

    @GET
    @RolesAllowed(Role.READS)
    public Listing<MaintenanceShown> list(
            @QueryParam("open") @Nullable Boolean open,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Listing<Incident> page = incidents.page(Kind.MAINTENANCE, Boolean.TRUE.equals(open), limit, cursor);
        return new Listing<>(page.items().stream().map(this::shown).toList(), page.next());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READS)
    public MaintenanceShown one(@PathParam("id") String id) {
        return shown(maintenances.get(id));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Role.RESPONDS)
    @Operation(
            summary =
                    "Move a maintenance and say so, or change who may see it; visibility alone takes no message and sends"
                            + " no email")
    public MaintenanceShown move(@PathParam("id") String id, @Valid @NotNull Move draft) {
        if (draft.isOnlyOfVisibility()) {
            maintenances.showTo(id, Objects.requireNonNull(draft.visibility()));
            return shown(maintenances.get(id));
        }
        Words words = words(
                Status.SCHEDULED,
                Update.Kind.NEWS,
                said(draft.message()),
                promised(draft.nextUpdateAt(), draft.nextUpdateIn()),
                draft.notifies(),
                draft.translations());
        maintenances.move(
                id, draft.scheduledFor(), draft.scheduledUntil(), words.blaming(draft.blame()), draft.visibility());
        return shown(maintenances.get(id));
    }

    @POST
    @Path("/{id}/updates")
    @RolesAllowed(Role.RESPONDS)
    public Response post(@PathParam("id") String id, @Valid @NotNull NewUpdate draft) {
        return posted(id, maintenances.post(id, words(draft)));
    }

    /** Says what could be said better about an update before it is posted; sends and keeps nothing. */
    @POST
    @Path("/{id}/updates/preview")
    @RolesAllowed(Role.RESPONDS)
    public IncidentsResource.Hinted preview(@PathParam("id") String id, @Valid @NotNull NewUpdate draft) {
        return new IncidentsResource.Hinted(hints.onUpdate(maintenances.get(id).id(), words(draft)));
    }

    @PATCH
    @Path("/{id}/updates/{uid}")
    @RolesAllowed(Role.RESPONDS)
    public IncidentShown.UpdateShown edit(
            @PathParam("id") String id,
            @PathParam("uid") String updateId,
            @Valid @NotNull IncidentsResource.NewText draft) {
        Incident maintenance = maintenances.get(id);
        incidents.edit(maintenance.id(), updateId, draft.message(), Translated.messagesAlone(draft.translations()));
        return shown(maintenances.get(id)).incident().update(updateId);
    }

    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed(Role.RESPONDS)
    public Response cancel(@PathParam("id") String id, @Valid @NotNull Cancellation draft) {
        Words words = words(
                Status.COMPLETED, Update.Kind.RESOLVED, draft.message(), null, draft.notifies(), draft.translations());
        return posted(id, maintenances.cancel(id, words.blaming(draft.blame())));
    }

    @POST
    @Path("/{id}/root-cause")
    @RolesAllowed(Role.RESPONDS)
    public Response rootCause(@PathParam("id") String id, @Valid @NotNull IncidentsResource.NewRootCause draft) {
        return posted(
                id,
                maintenances.tellRootCause(
                        id, draft.message(), Translated.messagesAlone(draft.translations()), draft.blame()));
    }

    /** Corrects whether an update blames others; the books follow. */
    @POST
    @Path("/{id}/updates/{uid}/blame")
    @RolesAllowed(Role.CARES)
    public IncidentShown.UpdateShown judge(
            @PathParam("id") String id,
            @PathParam("uid") String updateId,
            @Valid @NotNull IncidentsResource.Judgement judgement) {
        Incident maintenance = maintenances.get(id);
        incidents.correctBlame(maintenance.id(), updateId, judgement.blame(), judgement.reason());
        return shown(maintenances.get(id)).incident().update(updateId);
    }

    private Response posted(String id, Update update) {
        return Response.created(URI.create("/api/v1/maintenances/" + id + "#" + update.id()))
                .entity(shown(maintenances.get(id)).incident().update(update.id()))
                .build();
    }

    private MaintenanceShown shown(Incident maintenance) {
        return MaintenanceShown.of(presenter.shown(maintenance), maintenance, clock.instant());
    }

    private Words words(NewUpdate draft) {
        Update.Kind kind = Objects.requireNonNullElse(draft.kind(), Update.Kind.NEWS);
        if (kind == Update.Kind.RESOLVED || kind == Update.Kind.ROOT_CAUSE) {
            throw Refusal.field("kind", "must be news or no_news");
        }
        boolean over = draft.status() == Status.COMPLETED;
        if (draft.restoredAt() != null && !over) {
            throw Refusal.field("restoredAt", "stands only beside the status completed");
        }
        return new Words(
                        draft.status(),
                        over ? Update.Kind.RESOLVED : kind,
                        draft.message(),
                        promised(draft.nextUpdateAt(), draft.nextUpdateIn()),
                        null,
                        Map.of(),
                        null,
                        draft.restoredAt(),
                        Boolean.TRUE.equals(draft.apology()),
                        notifies(draft.notifies()),
                        Translated.messagesAlone(draft.translations()))
                .blaming(draft.blame());
    }

    private static Words words(
            Status status,
            Update.Kind kind,
            String message,
            @Nullable Instant nextAt,
            @Nullable Boolean notifies,
            @Nullable Map<String, @Nullable Translated> translations) {
        return new Words(
                status,
                kind,
                message,
                nextAt,
                null,
                Map.of(),
                null,
                null,
                false,
                notifies(notifies),
                Translated.messagesAlone(translations));
    }

    private static String said(@Nullable String message) {
        if (message == null || message.isBlank()) {
            throw Refusal.field("message", "must not be blank");
        }
        return message;
    }

    private static boolean notifies(@Nullable Boolean wish) {
        return !Boolean.FALSE.equals(wish);
    }

    private @Nullable Instant promised(@Nullable Instant at, @Nullable Duration in) {
        return NextWord.of(at, in, clock.instant());
    }

    /** As they are: a maintenance to come changes nothing yet. */
    private Map<String, ComponentStatus> parts(@Nullable List<Part> drafts) {
        Map<String, ComponentStatus> parts = new LinkedHashMap<>();
        List<Part> given = Objects.requireNonNullElse(drafts, List.of());
        for (int i = 0; i < given.size(); i++) {
            String field = "components[" + i + "]";
            ComponentStatus status = given.get(i).status();
            if (status != null && status != ComponentStatus.UNDER_MAINTENANCE) {
                throw Refusal.field(field + ".status", "can only be under_maintenance");
            }
            Component component = catalog.resolve(given.get(i).id(), field);
            if (parts.put(component.id(), ComponentStatus.OPERATIONAL) != null) {
                throw Refusal.field(field, "is named twice");
            }
        }
        return parts;
    }
}
