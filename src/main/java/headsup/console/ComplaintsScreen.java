package headsup.console;

import headsup.access.Role;
import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.care.Complaints;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The complaints of one customer: opened, answered, resolved, confirmed, opened again. */
@Path(ComplaintsScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class ComplaintsScreen {

    static final String PATH = CustomersScreen.PATH + "/{ref}/complaints";

    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_NOTE = 4_000;
    private static final int LONGEST_NAME = 64;

    /** @param open the form for another one; {@code next} cursor, empty at the end */
    record Sheet(Account account, String notice, List<Line> lines, Form open, String next) {}

    /**
     * @param state in a word, {@code kind} its colour; {@code age} how long it was or is open
     * @param overdue whether its time is over and it is not resolved
     * @param steps where it can go from here
     */
    record Line(
            String id,
            String subject,
            String note,
            boolean solicited,
            String remark,
            String kind,
            String state,
            Times.Moment received,
            String age,
            String owner,
            Times.@Nullable Moment due,
            boolean overdue,
            List<Step> steps,
            Times.@Nullable Moment withdrawn,
            String withdrawnBy,
            String withdrawnReason,
            String withdrawal,
            Form form) {}

    record Step(String word, String does) {}

    private final Customers customers;
    private final AccountHeads heads;
    private final Complaints complaints;
    private final Times times;
    private final Once once;
    private final Resumed resumed;

    ComplaintsScreen(
            Customers customers, AccountHeads heads, Complaints complaints, Times times, Once once, Resumed resumed) {
        this.customers = customers;
        this.heads = heads;
        this.complaints = complaints;
        this.times = times;
        this.once = once;
        this.resumed = resumed;
    }

    @GET
    public String list(
            @PathParam("ref") String ref,
            @QueryParam("said") @Nullable String said,
            @QueryParam("cursor") @Nullable String cursor) {
        String page = PATH.replace("{ref}", ref);
        return resumed.below(page)
                .map(one -> sheet(ref, Notice.sentence(said), one.id(), one.form(), cursor))
                .orElseGet(() -> sheet(ref, Notice.sentence(said), "", resumed.or(Form.blank(), page), cursor));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response open(@PathParam("ref") String ref, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        AtomicBoolean same = new AtomicBoolean();
        return answer(
                ref,
                "",
                form,
                () -> same.get() ? Notice.SAME : Notice.OPENED,
                () -> same.set(!complaints.open(draft(ref, form)).fresh()));
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response change(
            @PathParam("ref") String ref, @PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        return answer(ref, id, form, () -> Notice.STEPPED, () -> complaints.change(id, change(form)));
    }

    @POST
    @Path("/{id}/withdrawal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response withdraw(
            @PathParam("ref") String ref, @PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        return answer(ref, id, form, () -> Notice.WITHDRAWN, () -> complaints.withdraw(id, form.value("reason")));
    }

    private Response answer(
            String ref, String id, Form form, java.util.function.Supplier<Notice> notice, Runnable deed) {
        try {
            boolean first = once.first(form.id(), deed);
            return Response.status(303)
                    .header(
                            HttpHeaders.LOCATION,
                            PATH.replace("{ref}", ref) + "?said=" + (first ? notice.get() : Notice.ONCE).word())
                    .build();
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet(ref, "", id, form.with(refusal), null))
                    .build();
        }
    }

    private Complaints.Draft draft(String ref, Form form) {
        Faults faults = new Faults();
        faults.required(form, "subject", LONGEST_SUBJECT);
        faults.optional(form, "note", LONGEST_NOTE);
        faults.optional(form, "owner", LONGEST_NAME);
        Instant due = faults.reading(() -> times.written("dueAt", form.value("dueAt")));
        faults.refuse();
        return new Complaints.Draft(
                ref,
                form.value("subject"),
                form.value("note"),
                form.ticked("solicited"),
                orNull(form.value("owner")),
                due,
                null);
    }

    private Complaints.Change change(Form form) {
        Faults faults = new Faults();
        faults.optional(form, "owner", LONGEST_NAME);
        faults.optional(form, "subject", LONGEST_SUBJECT);
        faults.optional(form, "executive", LONGEST_SUBJECT);
        faults.optional(form, "spokenTo", LONGEST_SUBJECT);
        Instant due = faults.reading(() -> times.written("dueAt", form.value("dueAt")));
        faults.refuse();
        Complaints.State state = Arrays.stream(Complaints.State.values())
                .filter(one -> form.says("state", one.word()))
                .findFirst()
                .orElse(null);
        return new Complaints.Change(
                state,
                orNull(form.value("subject")),
                orNull(form.value("owner")),
                due,
                state == Complaints.State.CONFIRMED ? orNull(form.value("executive")) : null,
                state == Complaints.State.CONFIRMED ? orNull(form.value("spokenTo")) : null,
                null,
                version(form));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static int version(Form form) {
        try {
            return Integer.parseInt(form.value("version"));
        } catch (NumberFormatException notOurs) {
            throw Refusal.of(Refusal.Code.MALFORMED, "This form is not whole. Load the page again.");
        }
    }

    /** @param at the complaint whose form was refused; empty for the one that opens another */
    private String sheet(String ref, String notice, String at, Form refused, @Nullable String cursor) {
        Profile customer = customers.get(ref);
        Listing<Complaints.View> page = complaints.page(ref, null, null, cursor);
        boolean shown = page.items().stream().anyMatch(one -> one.id().equals(at));
        return Screens.complaints(new Sheet(
                        heads.of(customer),
                        notice,
                        page.items().stream()
                                .map(one -> line(one, one.id().equals(at) ? refused : null))
                                .toList(),
                        shown ? Form.blank() : refused,
                        Objects.requireNonNullElse(page.next(), "")))
                .render();
    }

    private Line line(Complaints.View one, @Nullable Form refused) {
        Instant due = one.dueAt();
        boolean open = one.state() == Complaints.State.OPEN || one.state() == Complaints.State.ANSWERED;
        Instant withdrawn = one.withdrawnAt();
        Instant end = withdrawn == null ? one.resolvedAt() : withdrawn;
        Instant until = open ? times.now() : Objects.requireNonNullElse(end, times.now());
        Form form = refused == null
                ? Form.blank().with("subject", one.subject()).with("owner", Objects.requireNonNullElse(one.owner(), ""))
                : refused;
        return new Line(
                one.id(),
                one.subject(),
                one.note(),
                one.solicited(),
                Objects.requireNonNullElse(one.remark(), ""),
                kind(one.state()),
                word(one.state()),
                times.dated(one.receivedAt()),
                Times.span(Duration.between(one.receivedAt(), until)),
                Objects.requireNonNullElse(one.owner(), ""),
                due == null ? null : times.dated(due),
                open && due != null && due.isBefore(times.now()),
                steps(one.state(), one.remark() != null),
                withdrawn == null ? null : times.dated(withdrawn),
                Objects.requireNonNullElse(one.withdrawnBy(), ""),
                Objects.requireNonNullElse(one.withdrawnReason(), ""),
                PATH.replace("{ref}", one.customer()) + "/" + one.id() + "/withdrawal",
                form.with("version", Integer.toString(one.version())));
    }

    private static String word(Complaints.State state) {
        return switch (state) {
            case OPEN -> "Open";
            case ANSWERED -> "Answered";
            case RESOLVED -> "Resolved";
            case CONFIRMED -> "Settled";
            case WITHDRAWN -> "Withdrawn";
        };
    }

    private static String kind(Complaints.State state) {
        return switch (state) {
            case OPEN -> "major";
            case ANSWERED -> "degraded";
            case RESOLVED -> "maintenance";
            case CONFIRMED -> "operational";
            case WITHDRAWN -> "maintenance";
        };
    }

    /** @param unproven whether its confirmation is worth nothing until somebody is named */
    private static List<Step> steps(Complaints.State state, boolean unproven) {
        Step answered = new Step("answered", "We answered");
        Step resolved = new Step("resolved", "We resolved it");
        Step confirmed = new Step("confirmed", "They say it is settled");
        Step again = new Step("open", "It came back");
        return switch (state) {
            case OPEN -> List.of(answered, resolved, confirmed);
            case ANSWERED -> List.of(resolved, confirmed);
            case RESOLVED -> List.of(confirmed, again);
            case CONFIRMED -> unproven ? List.of(confirmed, again) : List.of(again);
            case WITHDRAWN -> List.of();
        };
    }
}
