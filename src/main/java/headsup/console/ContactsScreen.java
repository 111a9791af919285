package headsup.console;

import headsup.access.Role;
import headsup.audience.AddressBook;
import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.delivery.State;
import headsup.delivery.Told;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The people at one customer: whether letters reach them, and what can be done about it. */
@Path(ContactsScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class ContactsScreen {

    static final String PATH = CustomersScreen.PATH + "/{ref}/contacts";

    private static final String SEEN = "seen";
    private static final String REASON = "reason";

    /** @param add the form for somebody more */
    record Sheet(Account account, String notice, List<Person> people, Form add) {}

    /**
     * @param state in a word, {@code kind} its colour; {@code since} with the day, null when all is well
     * @param why no letters go there, in the relay's words; empty when they do
     * @param last what became of the last letter; empty when there was none
     * @param held whether letting go makes sense
     * @param form the form that changes it, or that was refused
     */
    record Person(
            String id,
            String name,
            String email,
            String language,
            String zone,
            String kind,
            String state,
            Times.@Nullable Moment since,
            String why,
            Times.@Nullable Moment lastAt,
            String last,
            boolean held,
            Form form) {}

    /** What is done to a contact. */
    private interface Deed {
        void on(String seen);
    }

    private final Customers customers;
    private final AddressBook book;
    private final AccountHeads heads;
    private final Told told;
    private final Times times;
    private final Once once;
    private final Resumed resumed;

    ContactsScreen(
            Customers customers,
            AddressBook book,
            AccountHeads heads,
            Told told,
            Times times,
            Once once,
            Resumed resumed) {
        this.customers = customers;
        this.book = book;
        this.heads = heads;
        this.told = told;
        this.times = times;
        this.once = once;
        this.resumed = resumed;
    }

    @GET
    public String list(@PathParam("ref") String ref, @QueryParam("said") @Nullable String said) {
        String page = PATH.replace("{ref}", ref);
        return resumed.below(page)
                .map(one -> sheet(ref, Notice.sentence(said), Long.parseLong(one.id()), one.form()))
                .orElseGet(() -> sheet(ref, Notice.sentence(said), 0, resumed.or(Form.blank(), page)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response add(@PathParam("ref") String ref, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        return answer(ref, 0, form, Notice.ADDED, seen -> book.add(ref, draft(form)));
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response correct(
            @PathParam("ref") String ref, @PathParam("id") long id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        return answer(ref, id, form, Notice.CORRECTED, seen -> book.correct(ref, id, seen, draft(form)));
    }

    @POST
    @Path("/{id}/removal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response remove(
            @PathParam("ref") String ref, @PathParam("id") long id, MultivaluedMap<String, String> written) {
        return answer(ref, id, Form.of(written), Notice.REMOVED, seen -> book.remove(ref, id, seen));
    }

    @POST
    @Path("/{id}/quarantine")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Role.RESPONDS, Role.CARES})
    public Response quarantine(
            @PathParam("ref") String ref, @PathParam("id") long id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        return answer(ref, id, form, Notice.QUARANTINED, seen -> book.quarantine(ref, id, seen, form.value(REASON)));
    }

    @POST
    @Path("/{id}/release")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Role.RESPONDS, Role.CARES})
    public Response release(
            @PathParam("ref") String ref, @PathParam("id") long id, MultivaluedMap<String, String> written) {
        return answer(ref, id, Form.of(written), Notice.FREED, seen -> book.release(ref, id));
    }

    private Response answer(String ref, long id, Form form, Notice notice, Deed deed) {
        try {
            boolean first = once.first(form.id(), () -> deed.on(form.value(SEEN)));
            return Response.status(303)
                    .header(
                            HttpHeaders.LOCATION,
                            PATH.replace("{ref}", ref) + "?said=" + (first ? notice : Notice.ONCE).word())
                    .build();
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet(ref, "", id, form.with(refusal)))
                    .build();
        }
    }

    private static Customers.ContactDraft draft(Form form) {
        return new Customers.ContactDraft(
                form.value("email"), form.value("name"), form.value("locale"), form.value("timeZone"));
    }

    /** @param at the contact whose form was refused; 0 for the one that adds */
    private String sheet(String ref, String notice, long at, Form refused) {
        Profile customer = customers.get(ref);
        Map<Long, Told.Received> last = told.lastTo(customer.id());
        boolean shown = customer.contacts().stream().anyMatch(contact -> contact.id() == at);
        return Screens.contacts(new Sheet(
                        heads.of(customer),
                        notice,
                        customer.contacts().stream()
                                .map(contact ->
                                        person(contact, last.get(contact.id()), at == contact.id() ? refused : null))
                                .toList(),
                        shown ? Form.blank() : refused))
                .render();
    }

    private Person person(Profile.Contact contact, Told.@Nullable Received last, @Nullable Form refused) {
        Instant quiet = contact.unsubscribedAt();
        Instant held = contact.quarantinedAt();
        Instant since = quiet == null ? held : quiet;
        return new Person(
                Long.toString(contact.id()),
                Objects.requireNonNullElse(contact.name(), ""),
                contact.shown(),
                contact.locale(),
                contact.timeZone(),
                quiet != null ? "quiet" : held != null ? "major" : "operational",
                quiet != null ? "Wants no letters" : held != null ? "Quarantined" : "Fine",
                since == null ? null : times.dated(since),
                held == null ? "" : Objects.requireNonNullElse(contact.quarantineReason(), ""),
                last == null ? null : times.dated(last.publishedAt()),
                last == null ? "" : words(last),
                held != null,
                form(contact, refused));
    }

    private static String words(Told.Received last) {
        String reply = last.state() == State.SUPPRESSED ? null : last.reply();
        return Reached.word(last.state()) + (reply == null ? "" : ": " + reply);
    }

    /** A form that was refused because of somebody else's change goes by what stands there now. */
    private static Form form(Profile.Contact contact, @Nullable Form refused) {
        Form form = refused == null ? of(contact, Form.blank()) : isHold(refused) ? of(contact, refused) : refused;
        return form.with(SEEN, contact.stamp());
    }

    private static Form of(Profile.Contact contact, Form form) {
        return form.with("email", contact.shown())
                .with("name", Objects.requireNonNullElse(contact.name(), ""))
                .with("locale", contact.locale())
                .with("timeZone", contact.timeZone());
    }

    /** Whether it is the form that holds letters back, and says nothing of the contact. */
    private static boolean isHold(Form form) {
        return form.ticked(REASON) || !form.fault(REASON).isEmpty();
    }
}
