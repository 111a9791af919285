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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private static final int LONGEST_NAME = 255;

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

    /** @param withdraw takes it back, with a reason, sent to {@code withdrawal}; null when it was withdrawn already */
    record Line(
            String id,
            String name,
            String note,
            String remark,
            @Nullable Form confirm,
            Times.Moment at,
            String author,
            String incident,
            Times.@Nullable Moment withdrawn,
            String withdrawnBy,
            String withdrawnReason,
            String withdrawal,
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
        String page = PATH.replace("{ref}", ref);
        return resumed.below(page)
                .map(one -> sheet(ref, Notice.sentence(said), blank, one.id(), one.form(), cursor))
                .orElseGet(() -> sheet(ref, Notice.sentence(said), resumed.or(blank, page), "", blank, cursor));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response note(@PathParam("ref") String ref, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        AtomicBoolean fresh = new AtomicBoolean();
        try {
            boolean first = once.first(
                    form.id(),
                    () -> fresh.set(touchpoints.note(ref, draft(form)).fresh()));
            return done(ref, first && fresh.get() ? Notice.NOTED : Notice.ONCE);
        } catch (Refusal refusal) {
            return refused(refusal, sheet(ref, "", form.with(refusal), "", form, null));
        }
    }

    @POST
    @Path("/{id}/withdrawal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response withdraw(
            @PathParam("ref") String ref, @PathParam("id") long id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            boolean first = once.first(form.id(), () -> touchpoints.withdraw(ref, id, form.value("reason")));
            return done(ref, first ? Notice.WITHDRAWN : Notice.ONCE);
        } catch (Refusal refusal) {
            return refused(refusal, sheet(ref, "", Form.blank(), Long.toString(id), form.with(refusal), null));
        }
    }

    private static Response done(String ref, Notice notice) {
        return Response.status(303)
                .header(HttpHeaders.LOCATION, PATH.replace("{ref}", ref) + "?said=" + notice.word())
                .build();
    }

    private static Response refused(Refusal refusal, String sheet) {
        return Response.status(refusal.code().status()).entity(sheet).build();
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
        Instant due = faults.reading(() -> times.written("dueAt", form.value("dueAt")));
        faults.optional(form, "spokenTo", LONGEST_NAME);
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
                earlier == null ? null : Long.valueOf(earlier),
                form.value("spokenTo").isEmpty() ? null : form.value("spokenTo"),
                due);
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

    /** @param at the touchpoint that {@code withdrawal} is about; empty for none */
    private String sheet(String ref, String notice, Form form, String at, Form withdrawal, @Nullable String cursor) {
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
                                .filter(one -> one.withdrawnAt() == null && isAsked(kind, one, page.items()))
                                .map(one -> option(form, "touchpoint", Long.toString(one.id()), one.note()))
                                .toList(),
                        page.items().stream()
                                .map(one ->
                                        line(ref, one, Long.toString(one.id()).equals(at) ? withdrawal : Form.blank()))
                                .toList(),
                        Objects.requireNonNullElse(page.next(), "")))
                .render();
    }

    /** Whether a form of this kind may be about that one: a prevention, or a promise that is neither kept nor missed. */
    private static boolean isAsked(Touchpoint.@Nullable Kind kind, Touchpoint one, List<Touchpoint> all) {
        if (kind != Touchpoint.Kind.KEPT && kind != Touchpoint.Kind.MISSED) {
            return one.kind() == Touchpoint.Kind.PREVENTION;
        }
        Long id = one.id();
        return one.kind() == Touchpoint.Kind.PROMISED
                && all.stream()
                        .noneMatch(other -> other.withdrawnAt() == null
                                && other.proof().remark() == null
                                && (other.kind() == Touchpoint.Kind.KEPT || other.kind() == Touchpoint.Kind.MISSED)
                                && id.equals(other.proof().touchpoint()));
    }

    /** A second administrator confirms points entered by hand. */
    @POST
    @Path("/{id}/confirmation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.ADMINISTERS)
    public Response confirm(
            @PathParam("ref") String ref, @PathParam("id") long id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            return done(ref, once.first(form.id(), () -> touchpoints.confirm(ref, id)) ? Notice.NOTED : Notice.ONCE);
        } catch (Refusal refusal) {
            return refused(refusal, sheet(ref, "", Form.blank().with(refusal), "", Form.blank(), null));
        }
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

    private String remark(Touchpoint one) {
        Touchpoint.Proof proof = one.proof();
        if (proof.waitsForSecond()) {
            return Figures.signed(Objects.requireNonNullElse(proof.points(), 0))
                    + " points wait for a second administrator to confirm them.";
        }
        String due = proof.dueAt() == null
                ? ""
                : "Promised for " + times.dated(proof.dueAt()).text() + ". ";
        String spoken = proof.spokenTo() == null ? "" : "Told " + proof.spokenTo() + ". ";
        String confirmed = proof.confirmedBy() == null ? "" : "Confirmed by " + proof.confirmedBy() + ". ";
        return (due + spoken + confirmed + Objects.requireNonNullElse(proof.remark(), "")).strip();
    }

    private Line line(String ref, Touchpoint one, Form withdrawal) {
        String incident = one.incident() == null ? "" : one.incident();
        return new Line(
                Long.toString(one.id()),
                Steps.name(one.kind()),
                one.note(),
                remark(one),
                one.proof().waitsForSecond() && one.withdrawnAt() == null ? Form.blank() : null,
                times.dated(one.at()),
                one.author(),
                incident,
                one.withdrawnAt() == null ? null : times.dated(one.withdrawnAt()),
                Objects.requireNonNullElse(one.withdrawnBy(), ""),
                Objects.requireNonNullElse(one.withdrawnReason(), ""),
                PATH.replace("{ref}", ref) + "/" + one.id() + "/withdrawal",
                one.withdrawnAt() == null ? withdrawal : null);
    }
}
