package headsup.incident;

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

/** The staff's door to incidents. */
@Path("/api/v1/incidents")
class IncidentsResource {

    record ComponentState(@NotBlank String id, @NotNull ComponentStatus status) {}

    record AudienceDraft(
            @Nullable Boolean all,
            @Size(max = 10_000) @Nullable List<@NotBlank String> customers,
            @Size(max = 1_000) @Nullable List<@NotBlank String> tags) {}

    record NewIncident(
            @NotBlank @Size(max = 255) String name,
            @Nullable Impact impact,
            @Size(max = 500) @Nullable List<@Valid @NotNull ComponentState> components,
            @Valid @Nullable AudienceDraft audience,
            @NotBlank @Size(max = 25_000) String message,
            @Nullable Status status,
            @Nullable Instant nextUpdateAt,
            @Nullable Duration nextUpdateIn,
            @Nullable Instant estimateAt,
            @Nullable Boolean estimateUnknown,
            @Nullable Instant startedAt,
            @Nullable Instant detectedAt,
            @Size(max = 255) @Nullable String provider,
            @Nullable Visibility visibility,
            @Nullable Boolean blame,
            @JsonProperty("notify") @Nullable Boolean notifies,
            @Nullable Map<String, @Nullable Translated> translations) {}

    record NewUpdate(
            @NotNull Status status,
            @NotBlank @Size(max = 25_000) String message,
            Update.@Nullable Kind kind,
            @Nullable Instant nextUpdateAt,
            @Nullable Duration nextUpdateIn,
            @Nullable Instant estimateAt,
            @Nullable Boolean estimateUnknown,
            @Size(max = 500) @Nullable List<@Valid @NotNull ComponentState> components,
            @Nullable Impact impact,
            @Nullable Instant restoredAt,
            @Nullable Boolean apology,
            @Nullable Boolean blame,
            @JsonProperty("notify") @Nullable Boolean notifies,
            @Nullable Map<String, @Nullable Translated> translations) {}

    /** What is to be another; null leaves it. */
    record Correction(
            @Nullable Instant startedAt,
            @Nullable Instant restoredAt,
            @Nullable Visibility visibility) {}

    record NewRootCause(
            @NotBlank @Size(max = 25_000) String message,
            @Nullable Boolean blame,
            @Nullable Map<String, @Nullable Translated> translations) {}

    record Judgement(
            @NotNull Boolean blame,
            @NotBlank @Size(max = Incidents.LONGEST_REASON) String reason) {}

    record NewText(
            @NotBlank @Size(max = 25_000) String message,
            @Nullable Map<String, @Nullable Translated> translations) {}

    /**
     * @param visibility who would see it, stated or by the audience
     * @param hints what could be said better; they never block
     */
    record Preview(
            Visibility visibility,
            long customers,
            long contacts,
            long subscribers,
            long unreachable,
            Map<String, Long> bands,
            List<Hint> hints) {}

    /** @param hints what could be said better, and what it would cost that it blames others; they never block */
    record Hinted(List<Hint> hints) {}

    private final Incidents incidents;
    private final Components catalog;
    private final Headcount headcount;
    private final Foresight foresight;
    private final DraftHints hints;
    private final IncidentPresenter presenter;
    private final Clock clock;

    IncidentsResource(
            Incidents incidents,
            Components catalog,
            Headcount headcount,
            Foresight foresight,
            DraftHints hints,
            IncidentPresenter presenter,
            Clock clock) {
        this.foresight = foresight;
        this.hints = hints;
        this.incidents = incidents;
        this.catalog = catalog;
        this.headcount = headcount;
        this.presenter = presenter;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Role.RESPONDS)
    public Response declare(@Valid @NotNull NewIncident draft) {
        Incident incident = incidents.declare(declaration(draft));
        return Response.created(URI.create("/api/v1/incidents/" + incident.id()))
                .entity(presenter.shown(incident))
                .build();
    }

    /** Says what a declaration would do, and what could be said better; sends and keeps nothing. */
    @POST
    @Path("/preview")
    @RolesAllowed(Role.RESPONDS)
    public Preview preview(@Valid @NotNull NewIncident draft) {
        Declaration declaration = declaration(draft);
        headcount.refuseUnknown(declaration.reach());
        Words words = declaration.words();
        Foresight.Foreseen seen =
                foresight.of(words.components().keySet(), declaration.reach(), declaration.visibility());
        return new Preview(
                declaration.visibility(),
                seen.customers(),
                words.notifies() ? seen.contacts() : 0,
                words.notifies() ? seen.subscribers() : 0,
                seen.unreachable(),
                seen.bands(),
                hints.onDeclaration(words, declaration.reach()));
    }

    private Declaration declaration(NewIncident draft) {
        Words words = new Words(
                        Objects.requireNonNullElse(draft.status(), Status.INVESTIGATING),
                        Update.Kind.NEWS,
                        draft.message(),
                        promised(draft.nextUpdateAt(), draft.nextUpdateIn()),
                        draft.estimateAt(),
                        states(draft.components()),
                        draft.impact(),
                        null,
                        false,
                        !Boolean.FALSE.equals(draft.notifies()),
                        Translated.messages(draft.translations()),
                        isUnknown(draft.estimateUnknown(), draft.estimateAt()))
                .blaming(draft.blame());
        return new Declaration(
                draft.name().strip(),
                Translated.names(draft.translations()),
                words,
                reach(draft.audience()),
                draft.startedAt(),
                draft.detectedAt(),
                draft.provider(),
                draft.visibility());
    }

    @GET
    @RolesAllowed(Role.READS)
    public Listing<IncidentShown> list(
            @QueryParam("open") @Nullable Boolean open,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Listing<Incident> page = incidents.page(Kind.INCIDENT, Boolean.TRUE.equals(open), limit, cursor);
        return new Listing<>(page.items().stream().map(presenter::shown).toList(), page.next());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READS)
    public IncidentShown one(@PathParam("id") String id) {
        return presenter.shown(incidents.get(id));
    }

    /** Corrects when the impact began or ended, and who may see it. */
    @PATCH
    @Path("/{id}")
    @RolesAllowed(Role.RESPONDS)
    @Operation(
            summary =
                    "Correct when the impact began or ended, or who may see the incident: public has the page tell all of"
                            + " it from now on, affected takes it off the page; neither sends email by itself")
    public IncidentShown correct(@PathParam("id") String id, @Valid @NotNull Correction correction) {
        return presenter.shown(
                incidents.correct(id, correction.startedAt(), correction.restoredAt(), correction.visibility()));
    }

    @POST
    @Path("/{id}/updates")
    @RolesAllowed(Role.RESPONDS)
    public Response post(@PathParam("id") String id, @Valid @NotNull NewUpdate draft) {
        return posted(id, incidents.post(id, words(draft)));
    }

    /** Says what could be said better about an update before it is posted; sends and keeps nothing. */
    @POST
    @Path("/{id}/updates/preview")
    @RolesAllowed(Role.RESPONDS)
    public Hinted preview(@PathParam("id") String id, @Valid @NotNull NewUpdate draft) {
        return new Hinted(hints.onUpdate(id, words(draft)));
    }

    @POST
    @Path("/{id}/reopen")
    @RolesAllowed(Role.RESPONDS)
    public Response reopen(@PathParam("id") String id, @Valid @NotNull NewUpdate draft) {
        return posted(id, incidents.reopen(id, words(draft)));
    }

    @POST
    @Path("/{id}/root-cause")
    @RolesAllowed(Role.RESPONDS)
    public Response rootCause(@PathParam("id") String id, @Valid @NotNull NewRootCause draft) {
        return posted(
                id,
                incidents.tellRootCause(
                        id, draft.message(), Translated.messagesAlone(draft.translations()), draft.blame()));
    }

    @PATCH
    @Path("/{id}/updates/{uid}")
    @RolesAllowed(Role.RESPONDS)
    public IncidentShown.UpdateShown edit(
            @PathParam("id") String id, @PathParam("uid") String updateId, @Valid @NotNull NewText draft) {
        incidents.edit(id, updateId, draft.message(), Translated.messagesAlone(draft.translations()));
        return presenter.shown(incidents.get(id)).update(updateId);
    }

    /** Corrects whether an update blames others; the books follow. */
    @POST
    @Path("/{id}/updates/{uid}/blame")
    @RolesAllowed(Role.CARES)
    public IncidentShown.UpdateShown judge(
            @PathParam("id") String id, @PathParam("uid") String updateId, @Valid @NotNull Judgement judgement) {
        incidents.correctBlame(id, updateId, judgement.blame(), judgement.reason());
        return presenter.shown(incidents.get(id)).update(updateId);
    }

    private Response posted(String id, Update update) {
        return Response.created(URI.create("/api/v1/incidents/" + id + "#" + update.id()))
                .entity(presenter.shown(incidents.get(id)).update(update.id()))
                .build();
    }

    private Words words(NewUpdate draft) {
        boolean resolved = draft.status() == Status.RESOLVED;
        Update.Kind kind = Objects.requireNonNullElse(draft.kind(), Update.Kind.NEWS);
        if (kind == Update.Kind.RESOLVED || kind == Update.Kind.ROOT_CAUSE) {
            throw Refusal.field("kind", "must be news or no_news");
        }
        return new Words(
                        draft.status(),
                        resolved ? Update.Kind.RESOLVED : kind,
                        draft.message(),
                        promised(draft.nextUpdateAt(), draft.nextUpdateIn()),
                        draft.estimateAt(),
                        states(draft.components()),
                        draft.impact(),
                        draft.restoredAt(),
                        Boolean.TRUE.equals(draft.apology()),
                        !Boolean.FALSE.equals(draft.notifies()),
                        Translated.messagesAlone(draft.translations()),
                        isUnknown(draft.estimateUnknown(), draft.estimateAt()))
                .blaming(draft.blame());
    }

    /** Saying that it is not known is said by itself: a null {@code estimateAt} says nothing, as everywhere. */
    private static boolean isUnknown(@Nullable Boolean unknown, @Nullable Instant estimate) {
        if (Boolean.TRUE.equals(unknown) && estimate != null) {
            throw Refusal.field("estimateUnknown", "can't be true beside an estimateAt");
        }
        return Boolean.TRUE.equals(unknown);
    }

    private @Nullable Instant promised(@Nullable Instant at, @Nullable Duration in) {
        return NextWord.of(at, in, clock.instant());
    }

    private Map<String, ComponentStatus> states(@Nullable List<ComponentState> drafts) {
        Map<String, ComponentStatus> states = new LinkedHashMap<>();
        List<ComponentState> given = Objects.requireNonNullElse(drafts, List.of());
        for (int i = 0; i < given.size(); i++) {
            String field = "components[" + i + "].id";
            Component component = catalog.resolve(given.get(i).id(), field);
            if (states.put(component.id(), given.get(i).status()) != null) {
                throw Refusal.field(field, "is named twice");
            }
        }
        return states;
    }

    static Reach reach(@Nullable AudienceDraft draft) {
        return draft == null
                ? Reach.DEPENDENTS
                : new Reach(
                        Boolean.TRUE.equals(draft.all()),
                        Objects.requireNonNullElse(draft.customers(), List.of()),
                        Objects.requireNonNullElse(draft.tags(), List.of()));
    }
}
