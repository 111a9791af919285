package headsup.console;

import headsup.access.Role;
import headsup.delivery.State;
import headsup.delivery.Told;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Kind;
import headsup.incident.Update;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who was told of an incident, by which words, and who was not. */
@Path(Rooms.PATH + "/{id}/deliveries")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class DeliveriesScreen {

    private static final int PAGE = 100;

    /**
     * @param room the path of the room it belongs to
     * @param planned whether it is of a maintenance
     * @param total of all states, as people read it
     * @param state the word filtered by; empty for all
     * @param next cursor; empty at the end
     */
    record Sheet(
            String id,
            String room,
            boolean planned,
            String name,
            String total,
            Reached reached,
            List<Line> lines,
            String state,
            String next) {}

    /**
     * @param number of the update in its incident; {@code kind} names the colour of the state
     * @param reply the relay's words, or why it has not gone
     */
    record Line(
            String customer,
            String email,
            int number,
            String update,
            String kind,
            String state,
            int attempts,
            Times.@Nullable Moment acceptedAt,
            String reply) {}

    private final Incidents incidents;
    private final Told told;
    private final Times times;

    DeliveriesScreen(Incidents incidents, Told told, Times times) {
        this.incidents = incidents;
        this.told = told;
        this.times = times;
    }

    @GET
    public String list(
            @PathParam("id") String id,
            @QueryParam("state") @Nullable String asked,
            @QueryParam("cursor") @Nullable String cursor) {
        Incident incident = incidents.get(id);
        State state = state(asked);
        Told.Overview overview = told.overview(id, state, null, PAGE, Listing.position(cursor, Long.MIN_VALUE));
        Map<String, Integer> numbers =
                incident.updates().stream().collect(Collectors.toMap(Update::id, Update::number));
        String word = state == null ? "" : state.word();
        Reached reached = Reached.of(overview.counts(), word);
        boolean planned = incident.kind() == Kind.MAINTENANCE;
        return Screens.deliveries(new Sheet(
                        id,
                        planned ? PlanRooms.path(id) : Rooms.PATH + "/" + id,
                        planned,
                        incident.name(),
                        Figures.of(reached.total()),
                        reached,
                        overview.items().stream()
                                .map(item -> line(item, numbers))
                                .toList(),
                        word,
                        Objects.requireNonNullElse(overview.next(), "")))
                .render();
    }

    private Line line(Told.Item item, Map<String, Integer> numbers) {
        Instant acceptedAt = item.acceptedAt();
        return new Line(
                Objects.requireNonNullElse(item.customer(), ""),
                item.email(),
                numbers.getOrDefault(item.update(), 0),
                item.update(),
                Reached.kind(item.state()),
                Reached.word(item.state()),
                item.attempts(),
                acceptedAt == null ? null : times.moment(acceptedAt),
                (item.carriedBy() == null ? "" : "One email for this address. ")
                        + Objects.requireNonNullElse(item.waitsFor() == null ? item.reply() : item.waitsFor(), ""));
    }

    private static @Nullable State state(@Nullable String word) {
        try {
            return word == null || word.isEmpty() ? null : State.of(word);
        } catch (IllegalArgumentException unknown) {
            throw Refusal.field("state", String.valueOf(unknown.getMessage()));
        }
    }
}
