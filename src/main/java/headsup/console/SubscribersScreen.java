package headsup.console;

import headsup.access.Role;
import headsup.audience.SubscriberList;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Readers who asked for mail on the public page, and the customers some of them turn out to belong to. */
@Path(SubscribersScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class SubscribersScreen {

    static final String PATH = "/console/subscribers";

    /** @param state the word filtered by; empty for all. {@code refused} a form whose subscriber is not on this page */
    record Sheet(String notice, String state, List<Choice> states, Form refused, List<Line> lines, String next) {}

    record Choice(String value, String word, boolean chosen) {}

    /**
     * @param wants what they asked for, in words
     * @param customer the reference they are matched to; empty when they aren't
     * @param held whether letters don't arrive
     * @param holders customers who have this address already
     * @param form matches them; null when that can't be
     */
    record Line(
            String id,
            String email,
            String kind,
            String state,
            String wants,
            Times.Moment since,
            String customer,
            boolean held,
            List<SubscriberList.Holder> holders,
            @Nullable Form form) {}

    private final SubscriberList subscribers;
    private final Briefs briefs;
    private final Times times;
    private final Once once;
    private final Resumed resumed;

    SubscribersScreen(SubscriberList subscribers, Briefs briefs, Times times, Once once, Resumed resumed) {
        this.subscribers = subscribers;
        this.briefs = briefs;
        this.times = times;
        this.once = once;
        this.resumed = resumed;
    }

    @GET
    public String list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("said") @Nullable String said) {
        return resumed.below(PATH)
                .map(one -> Long.parseLong(one.id()))
                .map(one -> sheet("", "", before(one), one, resumed.or(Form.blank(), PATH + "/" + one + "/customer")))
                .orElseGet(() ->
                        sheet(Notice.sentence(said), Objects.requireNonNullElse(state, ""), cursor, 0, Form.blank()));
    }

    /** The address becomes one of this customer. */
    @POST
    @Path("/{id}/customer")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response match(@PathParam("id") long id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            Faults faults = new Faults();
            faults.required(form, "ref", 64);
            faults.refuse();
            boolean first = once.first(form.id(), () -> subscribers.match(id, form.value("ref")));
            return Response.status(303)
                    .header(HttpHeaders.LOCATION, PATH + "?said=" + (first ? Notice.MATCHED : Notice.ONCE).word())
                    .build();
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet("", "", before(id), id, form.with(refusal)))
                    .build();
        }
    }

    /** So that the page begins with the one that was refused, wherever it stands. */
    private static String before(long id) {
        return Listing.cursor(Long.toString(id - 1));
    }

    private String sheet(String notice, String state, @Nullable String cursor, long at, Form refused) {
        Listing<SubscriberList.Shown> page = subscribers.list(state.isEmpty() ? null : state, null, cursor);
        Map<String, List<SubscriberList.Holder>> holders = subscribers
                .holders(page.items().stream()
                        .filter(one -> one.state() == SubscriberList.State.CONFIRMED)
                        .map(SubscriberList.Shown::email)
                        .toList())
                .stream()
                .collect(Collectors.groupingBy(SubscriberList.Holder::email));
        Map<String, String> names = briefs.names();
        boolean shown = page.items().stream().anyMatch(one -> one.id() == at);
        return Screens.subscribers(new Sheet(
                        notice,
                        state,
                        states(state),
                        shown ? Form.blank() : refused,
                        page.items().stream()
                                .map(one -> line(
                                        one,
                                        holders.getOrDefault(one.email().toLowerCase(Locale.ROOT), List.of()),
                                        names,
                                        one.id() == at ? refused : Form.blank()))
                                .toList(),
                        Objects.requireNonNullElse(page.next(), "")))
                .render();
    }

    private Line line(
            SubscriberList.Shown one, List<SubscriberList.Holder> holders, Map<String, String> names, Form form) {
        return new Line(
                Long.toString(one.id()),
                one.email(),
                kind(one.state()),
                word(one.state()),
                wants(one, names),
                times.dated(one.since()),
                Objects.requireNonNullElse(one.customer(), ""),
                one.quarantinedAt() != null,
                holders,
                one.state() == SubscriberList.State.CONFIRMED ? form : null);
    }

    private static String wants(SubscriberList.Shown one, Map<String, String> names) {
        if (one.everything()) {
            return "Everything";
        }
        List<String> parts = new ArrayList<>();
        one.components().forEach(id -> parts.add(names.getOrDefault(id, id)));
        if (!one.incidents().isEmpty()) {
            parts.add(Figures.of(one.incidents().size(), "incident"));
        }
        return String.join(", ", parts);
    }

    private static List<Choice> states(String chosen) {
        return Arrays.stream(SubscriberList.State.values())
                .map(state -> new Choice(state.word(), word(state), state.word().equals(chosen)))
                .toList();
    }

    private static String word(SubscriberList.State state) {
        return switch (state) {
            case PENDING -> "Not confirmed yet";
            case CONFIRMED -> "Confirmed";
            case MATCHED -> "Of a customer";
        };
    }

    private static String kind(SubscriberList.State state) {
        return switch (state) {
            case PENDING -> "quiet";
            case CONFIRMED -> "operational";
            case MATCHED -> "maintenance";
        };
    }
}
