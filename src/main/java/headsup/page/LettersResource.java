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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private static final String KEEP = "keep";

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
    @Operation(
            summary = "Show whose email would stop, for whom it goes there, and what a subscriber gets; change nothing")
    public Response show(@PathParam("token") String token, @Context HttpHeaders headers) {
        return page(token, contacts.byToken(token), false, LetterPages.language(headers));
    }

    /** Mail programs send {@code List-Unsubscribe=One-Click} in either form encoding. Whatever asks for nothing else stops. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(
            summary =
                    "Stop all email to the address; with action=resume, let every customer who has it on a list write again; with"
                            + " action=keep, only those named by organisation; with action=change, change what a subscriber gets")
    public Response act(
            @PathParam("token") String token, MultivaluedMap<String, String> form, @Context HttpHeaders headers) {
        Language language = LetterPages.language(headers);
        String action = form.getFirst("action");
        if (CHANGE.equals(action)) {
            return change(token, form, language);
        }
        if (KEEP.equals(action)) {
            return keep(token, LetterPages.all(form, "organisation"), language);
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

    private Response keep(String token, List<String> chosen, Language language) {
        Set<Long> contactIds = chosen.stream()
                .filter(id -> id.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .collect(Collectors.toSet());
        Optional<Contacts.Addressee> person = contacts.keep(token, contactIds);
        Optional<Kept> kept = subscribers.byToken(token);
        if (person.isPresent() && kept.isPresent()) {
            Mine sheet = mine(token, kept.get(), person.get(), language);
            return mine(200, told(sheet, Chrome.in(language).say("mine.saved"), null, null));
        }
        boolean some = contacts.organisations(token).stream().anyMatch(Contacts.Organisation::writes);
        if (person.isEmpty() || !some) {
            return page(token, person, true, language);
        }
        return pages.secret(200, language, slip(language, "leave.some", token, person.get(), null, null));
    }

    private Response page(String token, Optional<Contacts.Addressee> person, boolean justNow, Language language) {
        if (person.isEmpty()) {
            return pages.secret(404, language, nobody(language));
        }
        Optional<Kept> kept = subscribers.byToken(token);
        if (kept.isPresent()) {
            return mine(200, mine(token, kept.get(), person.get(), language));
        }
        return pages.secret(
                200,
                language,
                person.get().customerId() == null
                        ? left(justNow, language)
                        : contact(token, person.get(), justNow, language));
    }

    private Response mine(int status, Mine sheet) {
        return pages.secret(status, sheet.head().chrome().language(), Templates.mine(sheet));
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
        boolean stopped = contacts.organisations(token).stream().noneMatch(Contacts.Organisation::writes);
        if (stopped) {
            Button resume = new Button("", List.of(new Field("action", RESUME)), chrome.say("leave.resume"), true);
            return slip(language, justNow ? "leave.done" : "leave.stopped", token, person, resume, null);
        }
        Button stop = new Button(
                "", List.of(new Field("List-Unsubscribe", "One-Click")), chrome.say("leave.button"), justNow);
        return justNow
                ? slip(language, "leave.back", token, person, stop, null)
                : slip(language, "leave.ask", token, person, stop, chrome.say("leave.ask.small"));
    }

    /** Names those who write; where there are several, each can be kept or stopped by itself. */
    private Slip slip(
            Language language,
            String key,
            String token,
            Contacts.Addressee person,
            @Nullable Button button,
            @Nullable String small) {
        Chrome chrome = Chrome.in(language);
        List<Contacts.Organisation> all = contacts.organisations(token);
        return new Slip(
                pages.head(language, chrome.say(key), "/"),
                chrome.say(key),
                !key.equals("leave.ask") && !key.equals("leave.stopped"),
                List.of(chrome.say(key + ".words", person.masked())),
                all.stream()
                        .filter(Contacts.Organisation::writes)
                        .map(Contacts.Organisation::name)
                        .toList(),
                button,
                small,
                List.of(),
                all.size() > 1 ? choices(all) : null);
    }

    private static Organisations choices(List<Contacts.Organisation> all) {
        return new Organisations(all.stream()
                .map(one -> new Choice(Long.toString(one.contactId()), one.name(), one.writes()))
                .toList());
    }

    /** Who asked by themselves can choose among customers, too, where their address is on the list of one. */
    private @Nullable Organisations choices(String token) {
        List<Contacts.Organisation> all = contacts.organisations(token);
        return all.isEmpty() ? null : choices(all);
    }

    private Mine mine(String token, Kept kept, Contacts.Addressee person, Language language) {
        String general = kept.everything() ? "everything" : kept.components().isEmpty() ? "incidents" : "parts";
        return mine(
                token,
                person,
                language,
                general,
                kept.components(),
                kept.incidents().stream().map(i -> choice(i, true, language)).toList(),
                kept.locale(),
                kept.timeZone());
    }

    private Mine mine(
            String token,
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
                person.customerId() == null && contacts.organisations(token).isEmpty(),
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
                timeZone,
                choices(token));
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
            Mine sheet = mine(token, kept, person.get(), language);
            return mine(200, told(sheet, Chrome.in(language).say("mine.saved"), null, null));
        } catch (Refusal wrong) {
            return mine(
                    wrong.code().status(),
                    withFaults(filled(token, form, person.get(), before.get(), language), wrong, Chrome.in(language)));
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
            String token,
            MultivaluedMap<String, String> form,
            Contacts.Addressee person,
            Kept before,
            Language language) {
        List<String> chosen = LetterPages.all(form, "incident");
        return mine(
                token,
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
                sheet.timeZone(),
                sheet.organisations());
    }
}
