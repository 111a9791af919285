package headsup.page;

import headsup.audience.Contacts;
import headsup.page.LetterSheets.Button;
import headsup.page.LetterSheets.Choice;
import headsup.page.LetterSheets.Field;
import headsup.page.LetterSheets.Link;
import headsup.page.LetterSheets.Organisations;
import headsup.page.LetterSheets.Slip;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/**
 * The way out of our emails (RFC 8058): no sign-in, because the token itself is the secret. Reading changes nothing, since mail
 * scanners follow every link; posting acts, and may be repeated. What comes is chosen on the reader's own page.
 */
@Path("/u/{token}")
@Produces(MediaType.TEXT_HTML)
class LettersResource {

    private static final String RESUME = "resume";
    private static final String CHANGE = "change";
    private static final String KEEP = "keep";

    /** Beside the customers that can be kept: what was asked for on the page. */
    private static final String SUBSCRIPTION = "page";

    private final LetterPages pages;
    private final Contacts contacts;

    LettersResource(LetterPages pages, Contacts contacts) {
        this.pages = pages;
        this.contacts = contacts;
    }

    @GET
    @Operation(summary = "Show whose email would stop, and for whom it goes there; change nothing")
    public Response show(@PathParam("token") String token, @Context HttpHeaders headers) {
        return page(token, contacts.byToken(token), false, LetterPages.language(headers));
    }

    /** Mail programs send {@code List-Unsubscribe=One-Click} in either form encoding. Whatever asks for nothing else stops. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(
            summary = "Stop all email to the address; with action=resume, let every customer who has it on a list write"
                    + " again; with action=keep, only those named by organisation, and what was asked for on the page"
                    + " unless offered=page stands without organisation=page; action=change is for the own page")
    public Response act(
            @PathParam("token") String token, MultivaluedMap<String, String> form, @Context HttpHeaders headers) {
        Language language = LetterPages.language(headers);
        String action = form.getFirst("action");
        if (CHANGE.equals(action) && contacts.byToken(token).isPresent()) {
            // A page that was opened before its form moved: it must change what it says, and stop nothing.
            return Response.temporaryRedirect(URI.create("/my/" + token)).build();
        }
        if (KEEP.equals(action)) {
            List<String> chosen = LetterPages.all(form, "organisation");
            // A page that did not offer the subscription says nothing of it.
            boolean subscription = chosen.contains(SUBSCRIPTION)
                    || !LetterPages.all(form, "offered").contains(SUBSCRIPTION);
            return keep(token, chosen, subscription, language);
        }
        return page(token, said(token, action), true, language);
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Response act(
            @PathParam("token") String token,
            @RestForm("action") @Nullable String action,
            @Context HttpHeaders headers) {
        return page(token, said(token, action), true, LetterPages.language(headers));
    }

    /** Without a form there is nothing to say but stop. */
    @POST
    @Operation(hidden = true)
    public Response stop(@PathParam("token") String token, @Context HttpHeaders headers) {
        return page(token, contacts.unsubscribe(token), true, LetterPages.language(headers));
    }

    private Optional<Contacts.Addressee> said(String token, @Nullable String action) {
        return RESUME.equals(action) ? contacts.resubscribe(token) : contacts.unsubscribe(token);
    }

    private Response keep(String token, List<String> chosen, boolean subscription, Language language) {
        Set<Long> contactIds = chosen.stream()
                .filter(id -> id.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .collect(Collectors.toSet());
        Optional<Contacts.Addressee> person = contacts.keep(token, contactIds, subscription);
        boolean some = contacts.organisations(token).stream().anyMatch(Contacts.Organisation::writes);
        if (person.isEmpty() || !(some || contacts.asks(token))) {
            return page(token, person, true, language);
        }
        return pages.secret(200, language, slip(language, "leave.some", token, person.get(), null, null));
    }

    private Response page(String token, Optional<Contacts.Addressee> person, boolean justNow, Language language) {
        if (person.isEmpty()) {
            return contacts.isRetired(token)
                    ? pages.secret(200, language, left(justNow, language))
                    : pages.secret(404, language, nobody(language));
        }
        return pages.secret(
                200,
                language,
                person.get().customerId() == null && !isWrittenTo(token)
                        ? left(justNow, language)
                        : contact(token, person.get(), justNow, language));
    }

    /** Whether email goes to the address, on whatever grounds. */
    private boolean isWrittenTo(String token) {
        return contacts.asks(token) || contacts.organisations(token).stream().anyMatch(Contacts.Organisation::writes);
    }

    private Slip nobody(Language language) {
        Chrome chrome = Chrome.in(language);
        return new Slip(
                pages.head(language, chrome.say("leave.nobody"), "/"),
                chrome.say("leave.nobody"),
                false,
                List.of(chrome.say("leave.nobody.words")),
                List.of(),
                null,
                null,
                List.of());
    }

    /** A subscriber leaves for good; who thinks otherwise asks anew. */
    private Slip left(boolean justNow, Language language) {
        Chrome chrome = Chrome.in(language);
        String title = chrome.say(justNow ? "leave.done" : "leave.stopped");
        return new Slip(
                pages.head(language, title, "/"),
                title,
                justNow,
                List.of(chrome.say("leave.left")),
                List.of(),
                null,
                null,
                List.of(new Link("/subscribe", chrome.say("leave.again")), new Link("/", chrome.say("back"))));
    }

    /** Somebody at customers: stops, resumes, or chooses who may write. */
    private Slip contact(String token, Contacts.Addressee person, boolean justNow, Language language) {
        Chrome chrome = Chrome.in(language);
        boolean asks = contacts.asks(token);
        boolean reader = asks && contacts.organisations(token).isEmpty();
        if (!isWrittenTo(token)) {
            Button resume = new Button("", List.of(new Field("action", RESUME)), chrome.say("leave.resume"), true);
            return slip(language, justNow ? "leave.done" : "leave.stopped", token, person, resume, null);
        }
        Button stop = new Button(
                "", List.of(new Field("List-Unsubscribe", "One-Click")), chrome.say("leave.button"), justNow);
        if (reader) {
            return slip(language, "leave.ask.reader", token, person, stop, chrome.say("leave.ask.small"));
        }
        return justNow
                ? slip(language, "leave.back", token, person, stop, null)
                : slip(
                        language,
                        asks ? "leave.ask.both" : "leave.ask",
                        token,
                        person,
                        stop,
                        chrome.say("leave.ask.small"));
    }

    /** Names those who write, and what was asked for; where there are several, each can be kept or stopped by itself. */
    private Slip slip(
            Language language,
            String key,
            String token,
            Contacts.Addressee person,
            @Nullable Button button,
            @Nullable String small) {
        Chrome chrome = Chrome.in(language);
        List<Contacts.Organisation> all = contacts.organisations(token);
        boolean asks = contacts.asks(token);
        String asked = chrome.say("leave.subscription");
        return new Slip(
                pages.head(language, chrome.say(key), "/"),
                chrome.say(key),
                !key.startsWith("leave.ask") && !key.equals("leave.stopped"),
                List.of(chrome.say(key + ".words", person.masked())),
                Stream.concat(
                                all.stream()
                                        .filter(Contacts.Organisation::writes)
                                        .map(Contacts.Organisation::name),
                                asks && !all.isEmpty() ? Stream.of(asked) : Stream.empty())
                        .toList(),
                button,
                small,
                person.removedAt() == null ? List.of(new Link("/my/" + token, chrome.say("own.link"))) : List.of(),
                all.size() > 1 || (asks && !all.isEmpty()) ? choices(all, asks ? asked : null) : null);
    }

    private static Organisations choices(List<Contacts.Organisation> all, @Nullable String asked) {
        return new Organisations(
                Stream.concat(
                                all.stream()
                                        .map(one ->
                                                new Choice(Long.toString(one.contactId()), one.name(), one.writes())),
                                Stream.ofNullable(asked).map(name -> new Choice(SUBSCRIPTION, name, true)))
                        .toList(),
                asked != null);
    }
}
