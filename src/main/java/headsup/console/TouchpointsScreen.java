package headsup.console;

import headsup.access.Role;
import headsup.audience.Audience;
import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.care.Touchpoint;
import headsup.care.Touchpoints;
import headsup.incident.Incident;
import headsup.incident.Incidents;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happened between us and one customer outside updates: the list, and a form for each kind. */
@Path(TouchpointsScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class TouchpointsScreen {

    static final String PATH = CustomersScreen.PATH + "/{ref}/touchpoints";

    private static final int MOST_INCIDENTS = 20;

    /**
     * @param kinds what can be noted; {@code steps} asks for the chosen one, null when none is chosen
     * @param incidents that affected the customer; {@code earlier} preventions
     * @param next cursor, empty at the end
     */
    record Sheet(
            Account account,
            String notice,
            List<Choice> kinds,
            @Nullable Steps steps,
            Form form,
            List<Option> incidents,
            List<Option> earlier,
            List<Line> lines,
            String next) {}

    record Choice(String word, String name, boolean chosen) {}

    record Option(String value, String name, boolean chosen) {}

    /** @param withdraw takes it back; null when that can't be */
    record Line(
            long id,
            String name,
            String note,
            Times.Moment at,
            String author,
            String incident,
            Times.@Nullable Moment withdrawn,
            @Nullable Form withdraw) {}

    private final Customers customers;
    private final AccountHeads heads;
    private final Touchpoints touchpoints;
    private final Audience audience;
    private final Incidents incidents;
    private final Times times;
    private final Once once;
    private final Resumed resumed;

    TouchpointsScreen(
            Customers customers,
            AccountHeads heads,
            Touchpoints touchpoints,
            Audience audience,
            Incidents incidents,
            Times times,
            Once once,
            Resumed resumed) {
        this.customers = customers;
        this.heads = heads;
        this.touchpoints = touchpoints;
        this.audience = audience;
        this.incidents = incidents;
        this.times = times;
        this.once = once;
        this.resumed = resumed;
    }

    @GET
    public String list(
            @PathParam("ref") String ref,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("said") @Nullable String said,
            @QueryParam("cursor") @Nullable String cursor) {
        Form blank = Form.blank().with("kind", Objects.requireNonNullElse(kind, ""));
        return sheet(ref, Notice.sentence(said), resumed.or(blank, PATH.replace("{ref}", ref)), cursor);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response note(@PathParam("ref") String ref, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        return answer(ref, form, Notice.NOTED, () -> touchpoints
                .note(ref, draft(form))
                .fresh());
    }

    @POST
    @Path("/{id}/withdrawal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response withdraw(
            @PathParam("ref") String ref, @PathParam("id") long id, MultivaluedMap<String, String> written) {
        return answer(ref, Form.of(written), Notice.WITHDRAWN, () -> {
            touchpoints.withdraw(ref, id);
            return true;
        });
    }

    private Response answer(String ref, Form form, Notice notice, BooleanSupplier deed) {
        try {
            AtomicBoolean fresh = new AtomicBoolean();
            boolean first = once.first(form.id(), () -> fresh.set(deed.getAsBoolean())) && fresh.get();
            return Response.status(303)
                    .header(
                            HttpHeaders.LOCATION,
                            PATH.replace("{ref}", ref) + "?said=" + (first ? notice : Notice.ONCE).word())
                    .build();
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet(ref, "", form.with(refusal), null))
                    .build();
        }
    }

    private Touchpoints.Draft draft(Form form) {
        Touchpoint.Kind kind = kind(form.value("kind"));
        if (kind == null) {
            throw Refusal.field("kind", "must be chosen");
        }
        Faults faults = new Faults();
        faults.required(form, "note", Touchpoints.LONGEST_NOTE);
        var at = faults.reading(() -> times.written("at", form.value("at")));
        Integer percent = faults.reading(() -> number(form, "percent"));
        Integer points = faults.reading(() -> number(form, "points"));
        Integer score = faults.reading(() -> number(form, "score"));
        Integer earlier = faults.reading(() -> number(form, "touchpoint"));
        faults.refuse();
        String incident = form.value("incident");
        return new Touchpoints.Draft(
                kind,
                form.value("note"),
                at,
                incident.isEmpty() ? null : incident,
                percent,
                form.ticked("asked"),
                form.says("connected", "yes"),
                form.ticked("apology"),
                points,
                score,
                earlier == null ? null : Long.valueOf(earlier));
    }

    private static @Nullable Integer number(Form form, String field) {
        String text = form.value(field).replace('\u2212', '-');
        try {
            return text.isEmpty() ? null : Integer.valueOf(text);
        } catch (NumberFormatException notANumber) {
            throw Refusal.field(field, "must be a whole number");
        }
    }

    private static Touchpoint.@Nullable Kind kind(String word) {
        return Arrays.stream(Touchpoint.Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    private String sheet(String ref, String notice, Form form, @Nullable String cursor) {
        Profile customer = customers.get(ref);
        Listing<Touchpoint> page = touchpoints.of(ref, null, cursor);
        Touchpoint.Kind kind = kind(form.value("kind"));
        Map<String, Incident> around = around(customer);
        return Screens.touchpoints(new Sheet(
                        heads.of(customer),
                        notice,
                        kinds(kind),
                        kind == null ? null : Steps.of(kind),
                        form,
                        around.values().stream()
                                .map(incident -> option(form, "incident", incident.id(), incident.name()))
                                .toList(),
                        page.items().stream()
                                .filter(one -> one.kind() == Touchpoint.Kind.PREVENTION && one.withdrawnAt() == null)
                                .map(one -> option(form, "touchpoint", Long.toString(one.id()), one.note()))
                                .toList(),
                        page.items().stream().map(one -> line(one, around)).toList(),
                        Objects.requireNonNullElse(page.next(), "")))
                .render();
    }

    /** By id, the last one first. */
    private Map<String, Incident> around(Profile customer) {
        return audience.incidentsOf(customer.id(), MOST_INCIDENTS).stream()
                .map(incidents::get)
                .collect(Collectors.toMap(
                        Incident::id, Function.identity(), (one, same) -> one, java.util.LinkedHashMap::new));
    }

    private static Option option(Form form, String field, String value, String name) {
        return new Option(value, name, form.says(field, value));
    }

    private static List<Choice> kinds(Touchpoint.@Nullable Kind chosen) {
        return Arrays.stream(Touchpoint.Kind.values())
                .map(kind -> new Choice(kind.word(), Steps.name(kind), kind == chosen))
                .toList();
    }

    private Line line(Touchpoint one, Map<String, Incident> around) {
        String incident = one.incident() == null ? "" : one.incident();
        boolean ownFact = one.withdrawnAt() == null
                && (incident.isEmpty() || one.kind() == Touchpoint.Kind.SURVEY)
                && one.kind() != Touchpoint.Kind.CALL;
        return new Line(
                one.id(),
                Steps.name(one.kind()),
                one.note(),
                times.dated(one.at()),
                one.author(),
                incident,
                one.withdrawnAt() == null ? null : times.dated(one.withdrawnAt()),
                ownFact ? Form.blank() : null);
    }
}
