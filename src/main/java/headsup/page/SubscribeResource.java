package headsup.page;

import headsup.audience.OptIns;
import headsup.audience.OptIns.Reception;
import headsup.audience.Wish;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.kernel.PublicId;
import headsup.kernel.Refusal;
import headsup.page.LetterSheets.Button;
import headsup.page.LetterSheets.Choice;
import headsup.page.LetterSheets.Field;
import headsup.page.LetterSheets.Link;
import headsup.page.LetterSheets.Slip;
import headsup.page.LetterSheets.Subscribe;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/**
 * Asking for mail, and confirming it. The answer to the form is the same whether an address is known or not; reading the link
 * of the letter changes nothing, since mail scanners follow every link.
 */
@Path("/subscribe")
@Produces(MediaType.TEXT_HTML)
class SubscribeResource {

    private static final String PATH = "/subscribe";
    private static final int LONGEST_ZONE = 64;

    private final LetterPages pages;
    private final OptIns optIns;
    private final Incidents incidents;
    private final PageSettings settings;

    SubscribeResource(LetterPages pages, OptIns optIns, Incidents incidents, PageSettings settings) {
        this.pages = pages;
        this.optIns = optIns;
        this.incidents = incidents;
        this.settings = settings;
    }

    /** What was filled in, to be shown again. */
    private record Filled(
            String email,
            @Nullable Incident incident,
            boolean onlyEnd,
            boolean everything,
            List<String> components,
            String timeZone) {}

    private record Faults(
            @Nullable String all,
            @Nullable String email,
            @Nullable String parts) {

        static final Faults NONE = new Faults(null, null, null);
    }

    @GET
    @Operation(summary = "The form to ask for mail; with incident, for mail about that one alone")
    public Response form(@QueryParam("incident") @Nullable String incidentId, @Context HttpHeaders headers) {
        Language language = LetterPages.language(headers);
        Optional<Incident> incident = incident(incidentId);
        boolean over = incident.filter(Incident::isOpen).isEmpty() && incidentId != null;
        Filled blank = new Filled(
                "",
                incident.filter(Incident::isOpen).orElse(null),
                false,
                true,
                List.of(),
                settings.timeZone().getId());
        Faults faults = over ? new Faults(Chrome.in(language).say("subscribe.incident.over"), null, null) : Faults.NONE;
        return pages.answer(
                        incidentId != null && incident.isEmpty() ? 404 : 200,
                        language,
                        Templates.subscribe(sheet(language, blank, faults)))
                .build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(
            summary = "Ask for mail: a letter with a link goes out. 422 names wrong fields, 429 says when to try again,"
                    + " 403 refuses another site's form")
    public Response ask(
            MultivaluedMap<String, String> form, @Context HttpServerRequest request, @Context HttpHeaders headers) {
        Language language = LetterPages.language(headers);
        Chrome chrome = Chrome.in(language);
        Filled filled = filled(form);
        if (Origin.isForeign(request, settings.url())) {
            return again(403, language, filled, new Faults(chrome.say("subscribe.cross"), null, null))
                    .build();
        }
        if (LetterPages.kept(form, "timeZone").length() > LONGEST_ZONE) {
            return again(422, language, filled, new Faults(chrome.say("subscribe.fault"), null, null))
                    .build();
        }
        if (!LetterPages.kept(form, "website").isEmpty()) {
            return sent(language);
        }
        try {
            return switch (optIns.ask(
                    draft(form, filled, language), request, settings.timeZone().getId())) {
                case Reception.Noted noted -> sent(language);
                case Reception.TooMany(Duration rest) ->
                    again(429, language, filled, new Faults(chrome.say("subscribe.many", Times.span(rest)), null, null))
                            .header("Retry-After", rest.toSeconds())
                            .build();
            };
        } catch (Refusal wrong) {
            return again(wrong.code().status(), language, filled, faults(wrong, chrome))
                    .build();
        }
    }

    private Filled filled(MultivaluedMap<String, String> form) {
        String zone = LetterPages.kept(form, "timeZone");
        return new Filled(
                LetterPages.kept(form, "email"),
                incident(form.getFirst("incident")).orElse(null),
                "end".equals(form.getFirst("about")),
                !"parts".equals(form.getFirst("about")),
                LetterPages.all(form, "component"),
                zone.length() > LONGEST_ZONE ? settings.timeZone().getId() : zone);
    }

    private static OptIns.Draft draft(MultivaluedMap<String, String> form, Filled filled, Language language) {
        String incident = form.getFirst("incident");
        Wish.Kind kind = incident != null
                ? Wish.Kind.INCIDENT
                : filled.everything() ? Wish.Kind.EVERYTHING : Wish.Kind.COMPONENT;
        return new OptIns.Draft(
                form.getFirst("email"),
                kind,
                filled.components(),
                incident,
                filled.onlyEnd(),
                language.tag(),
                form.getFirst("timeZone"));
    }

    private static Faults faults(Refusal wrong, Chrome chrome) {
        String all = null;
        String email = null;
        String parts = null;
        for (Refusal.FieldError error : wrong.errors()) {
            switch (error.field()) {
                case "email" -> email = chrome.say("subscribe.email.wrong");
                case "components" -> parts = chrome.say("subscribe.parts.none");
                default -> all = chrome.say("subscribe.incident.over");
            }
        }
        return new Faults(all, email, parts);
    }

    private Response.ResponseBuilder again(int status, Language language, Filled filled, Faults faults) {
        return pages.answer(status, language, Templates.subscribe(sheet(language, filled, faults)));
    }

    private Subscribe sheet(Language language, Filled filled, Faults faults) {
        Chrome chrome = Chrome.in(language);
        Incident incident = filled.incident();
        String title = chrome.say(incident == null ? "subscribe.title" : "subscribe.incident.title");
        boolean wrong = faults.email() != null || faults.parts() != null;
        return new Subscribe(
                pages.head(language, wrong ? chrome.say("subscribe.fault") : title, PATH),
                faults.all(),
                faults.email(),
                faults.parts(),
                filled.email(),
                incident == null ? null : new Choice(incident.id(), incident.name(language.locale()), true),
                filled.onlyEnd(),
                filled.everything(),
                pages.groups(filled.components()),
                filled.timeZone());
    }

    private Response sent(Language language) {
        Chrome chrome = Chrome.in(language);
        Slip slip = new Slip(
                pages.head(language, chrome.say("sent.title"), PATH),
                chrome.say("sent.title"),
                true,
                List.of(chrome.say("sent.words")),
                List.of(),
                null,
                chrome.say("sent.hint"),
                List.of(new Link("/", chrome.say("back"))));
        return pages.answer(200, language, Templates.slip(slip)).build();
    }

    private Optional<Incident> incident(@Nullable String id) {
        return id == null || !PublicId.isOne(id)
                ? Optional.empty()
                : incidents.findByIdOptional(id).filter(found -> found.visibility()
                        .isPublic());
    }

    @GET
    @Path("/confirm")
    @Operation(summary = "Show what the link of a letter would confirm; change nothing")
    public Response look(@QueryParam("token") @Nullable String token, @Context HttpHeaders headers) {
        Language language = LetterPages.language(headers);
        return optIns.look(token == null ? "" : token)
                .map(asked -> pages.secret(200, language, slip(asked, String.valueOf(token), language)))
                .orElseGet(() -> gone(language));
    }

    @POST
    @Path("/confirm")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Confirm: mail goes there from now on. May be repeated; 404 for a link that is no longer good")
    public Response confirm(@RestForm("token") @Nullable String token, @Context HttpHeaders headers) {
        Language language = LetterPages.language(headers);
        return optIns.confirm(token == null ? "" : token)
                .map(asked -> pages.secret(200, language, slip(asked, String.valueOf(token), language)))
                .orElseGet(() -> gone(language));
    }

    private Slip slip(OptIns.Asked asked, String token, Language language) {
        Chrome chrome = Chrome.in(language);
        String way = asked.way();
        String title = chrome.say(way == null ? "confirm.title" : "confirm.done");
        String about = chrome.say(
                (way == null ? "confirm." : "confirm.done.")
                        + switch (asked.wish().kind()) {
                            case EVERYTHING -> "everything";
                            case COMPONENT -> "parts";
                            case INCIDENT -> asked.wish().onlyEnd() ? "end" : "incident";
                        },
                asked.address());
        return new Slip(
                pages.head(language, title, PATH),
                title,
                way != null,
                List.of(about),
                asked.names(),
                way != null
                        ? null
                        : new Button(
                                PATH + "/confirm",
                                List.of(new Field("token", token)),
                                chrome.say("confirm.button"),
                                false),
                way == null ? chrome.say("confirm.small") : null,
                way == null ? List.of() : List.of(new Link("/my/" + way, chrome.say("confirm.manage"))));
    }

    private Response gone(Language language) {
        Chrome chrome = Chrome.in(language);
        Slip slip = new Slip(
                pages.head(language, chrome.say("confirm.gone.title"), PATH),
                chrome.say("confirm.gone.title"),
                false,
                List.of(chrome.say("confirm.gone")),
                List.of(),
                null,
                null,
                List.of(new Link(PATH, chrome.say("confirm.again"))));
        return pages.secret(404, language, slip);
    }
}
