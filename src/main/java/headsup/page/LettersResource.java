package headsup.page;

import headsup.audience.Contacts;
import headsup.audience.Subscribers;
import headsup.audience.Subscribers.Kept;
import headsup.audience.Wish;
import headsup.incident.Incidents;
import headsup.kernel.Refusal;
import headsup.page.LetterSheets.Button;
import headsup.page.LetterSheets.Choice;
import headsup.page.LetterSheets.Field;
import headsup.page.LetterSheets.Link;
import headsup.page.LetterSheets.Mine;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/**
 * The way out of our letters (RFC 8058), and for who asked by themselves the way to change what comes: no sign-in, because the
 * token itself is the secret. Reading changes nothing, since mail scanners follow every link; posting acts, and may be repeated.
 */
@Path("/u/{token}")
@Produces(MediaType.TEXT_HTML)
class LettersResource {

    private static final String RESUME = "resume";
    private static final String CHANGE = "change";

    private final LetterPages pages;
    private final Contacts contacts;
    private final Subscribers subscribers;
    private final Incidents incidents;

    LettersResource(LetterPages pages, Contacts contacts, Subscribers subscribers, Incidents incidents) {
        this.pages = pages;
        this.contacts = contacts;
        this.subscribers = subscribers;
        this.incidents = incidents;
    }

    @GET
    @Operation(summary = "Show whose letters would stop, and what a subscriber gets; change nothing")
    public Response show(@PathParam("token") String token, @Context HttpHeaders headers) {
        return page(token, contacts.byToken(token), false, LetterPages.language(headers));
    }

    /** Mail programs send {@code List-Unsubscribe=One-Click} in either form encoding. Whatever asks for nothing else stops. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(
            summary =
                    "Stop the letters; with action=resume, let a contact's go again; with action=change, change what a"
                            + " subscriber gets")
    public Response act(
            @PathParam("token") String token, MultivaluedMap<String, String> form, @Context HttpHeaders headers) {
        Language language = LetterPages.language(headers);
        String action = form.getFirst("action");
        if (CHANGE.equals(action)) {
            return change(token, form, language);
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

    private Response page(String token, Optional<Contacts.Addressee> person, boolean justNow, Language language) {
        if (person.isEmpty()) {
            return pages.secret(404, language, nobody(language));
        }
        Optional<Kept> kept = subscribers.byToken(token);
        if (kept.isPresent()) {
            return mine(200, mine(kept.get(), person.get(), language));
        }
        return pages.secret(
                200,
                language,
                person.get().customerId() == null ? left(justNow, language) : contact(person.get(), justNow, language));
    }

    private Response mine(int status, Mine sheet) {
        return pages.secret(status, sheet.head().chrome().language(), Templates.mine(sheet));
    }

    private Slip nobody(Language language) {
        return slip(language, "leave.nobody", false, "", null, null);
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

    /** Somebody at a customer: stops or resumes. */
    private Slip contact(Contacts.Addressee person, boolean justNow, Language language) {
        Chrome chrome = Chrome.in(language);
        String address = person.masked();
        if (person.unsubscribedAt() != null) {
            Button resume = new Button("", List.of(new Field("action", RESUME)), chrome.say("leave.resume"), true);
            return slip(language, justNow ? "leave.done" : "leave.stopped", justNow, address, resume, null);
        }
        Button stop = new Button(
                "", List.of(new Field("List-Unsubscribe", "One-Click")), chrome.say("leave.button"), justNow);
        return justNow
                ? slip(language, "leave.back", true, address, stop, null)
                : slip(language, "leave.ask", false, address, stop, chrome.say("leave.ask.small"));
    }

    private Slip slip(
            Language language,
            String key,
            boolean said,
            String address,
            @Nullable Button button,
            @Nullable String small) {
        Chrome chrome = Chrome.in(language);
        return new Slip(
                pages.head(language, chrome.say(key), "/"),
                chrome.say(key),
                said,
                List.of(chrome.say(key + ".words", address)),
                List.of(),
                button,
                small,
                List.of());
    }

    private Mine mine(Kept kept, Contacts.Addressee person, Language language) {
        String general = kept.everything() ? "everything" : kept.components().isEmpty() ? "incidents" : "parts";
        return mine(
                person,
                language,
                general,
                kept.components(),
                kept.incidents().stream().map(i -> choice(i, true, language)).toList(),
                kept.locale(),
                kept.timeZone());
    }

    private Mine mine(
            Contacts.Addressee person,
            Language language,
            String general,
            List<String> components,
            List<Choice> incidentsKept,
            String locale,
            String timeZone) {
        Chrome chrome = Chrome.in(language);
        return new Mine(
                pages.head(language, chrome.say("mine.title"), "/"),
                person.masked(),
                person.customerId() == null,
                null,
                null,
                null,
                general,
                pages.groups(components),
                incidentsKept,
                Arrays.stream(Language.values())
                        .map(l -> new Choice(
                                l.tag(), l.locale().getDisplayLanguage(l.locale()), locale.startsWith(l.tag())))
                        .toList(),
                timeZone);
    }

    private Choice choice(Kept.OfIncident incident, boolean chosen, Language language) {
        String name = incidents
                .findByIdOptional(incident.id())
                .map(found -> found.name(language.locale()))
                .orElse(incident.id());
        return new Choice(incident.id(), name, chosen);
    }

    private Response change(String token, MultivaluedMap<String, String> form, Language language) {
        Optional<Contacts.Addressee> person = contacts.byToken(token);
        Optional<Kept> before = subscribers.byToken(token);
        if (person.isEmpty() || before.isEmpty()) {
            return page(token, person, false, language);
        }
        try {
            Kept kept = subscribers
                    .change(
                            token,
                            new Subscribers.Change(
                                    kind(form.getFirst("about")),
                                    LetterPages.all(form, "component"),
                                    LetterPages.all(form, "incident"),
                                    form.getFirst("locale"),
                                    form.getFirst("timeZone")))
                    .orElse(before.get());
            Mine sheet = mine(kept, person.get(), language);
            return mine(200, told(sheet, Chrome.in(language).say("mine.saved"), null, null));
        } catch (Refusal wrong) {
            return mine(
                    wrong.code().status(),
                    withFaults(filled(form, person.get(), before.get(), language), wrong, Chrome.in(language)));
        }
    }

    private static Wish.Kind kind(@Nullable String about) {
        return switch (about == null ? "" : about) {
            case "everything" -> Wish.Kind.EVERYTHING;
            case "parts" -> Wish.Kind.COMPONENT;
            default -> Wish.Kind.INCIDENT;
        };
    }

    private Mine filled(
            MultivaluedMap<String, String> form, Contacts.Addressee person, Kept before, Language language) {
        List<String> chosen = LetterPages.all(form, "incident");
        return mine(
                person,
                language,
                LetterPages.kept(form, "about"),
                LetterPages.all(form, "component"),
                before.incidents().stream()
                        .map(i -> choice(i, chosen.contains(i.id()), language))
                        .toList(),
                LetterPages.kept(form, "locale"),
                LetterPages.kept(form, "timeZone"));
    }

    private static Mine withFaults(Mine sheet, Refusal wrong, Chrome chrome) {
        boolean zone = wrong.errors().stream().anyMatch(error -> error.field().equals("timeZone"));
        boolean parts = wrong.errors().stream().anyMatch(error -> !error.field().equals("timeZone"));
        return told(
                sheet, null, parts ? chrome.say("mine.nothing") : null, zone ? chrome.say("mine.zone.wrong") : null);
    }

    private static Mine told(
            Mine sheet, @Nullable String said, @Nullable String partsFault, @Nullable String zoneFault) {
        return new Mine(
                sheet.head(),
                sheet.address(),
                sheet.forgotten(),
                said,
                partsFault,
                zoneFault,
                sheet.general(),
                sheet.groups(),
                sheet.incidents(),
                sheet.languages(),
                sheet.timeZone());
    }
}
