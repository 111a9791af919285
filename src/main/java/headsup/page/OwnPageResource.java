package headsup.page;

import headsup.audience.Person;
import headsup.audience.Persons;
import headsup.kernel.Refusal;
import headsup.page.LetterSheets.Link;
import headsup.page.LetterSheets.Slip;
import headsup.page.OwnSheets.Settings;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A reader's own page: what they depend on, what concerns them, what they chose. No sign-in, because the token itself is the
 * secret; nobody between keeps it, and no search engine learns of it.
 */
@Path("/my/{token}")
@Produces(MediaType.TEXT_HTML)
class OwnPageResource {

    /** These pages are made one by one: after an email to a hundred thousand they must not take the database from those who write. */
    private static final int MOST_AT_ONCE = 8;

    private static final int PATIENCE_SECONDS = 5;

    private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);
    private final OwnPages own;
    private final OwnSettings ownSettings;
    private final LetterPages pages;
    private final Persons persons;
    private final PageSettings settings;

    OwnPageResource(OwnPages own, OwnSettings ownSettings, LetterPages pages, Persons persons, PageSettings settings) {
        this.own = own;
        this.ownSettings = ownSettings;
        this.pages = pages;
        this.persons = persons;
        this.settings = settings;
    }

    @GET
    @Operation(summary = "A reader's own page: what concerns them, and their settings. 404 for a link that is nobody's")
    public Response show(
            @PathParam("token") String token,
            @QueryParam("saved") @Nullable String saved,
            @Context HttpHeaders headers) {
        return inTurn(() -> {
            Optional<Person> person = persons.byToken(token);
            if (person.isEmpty()) {
                return nobody(headers);
            }
            Language language = language(person.get(), headers);
            Settings shown = ownSettings.of(person.get(), language);
            return page(
                    200,
                    person.get(),
                    language,
                    saved == null
                            ? shown
                            : OwnSettings.told(shown, Chrome.in(language).say("own.saved")));
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(
            summary = "Change language, time zone and what comes by email. 422 names wrong fields, 403 refuses another"
                    + " site's form, 404 is for a link that is nobody's")
    public Response change(
            @PathParam("token") String token,
            MultivaluedMap<String, String> form,
            @Context HttpServerRequest request,
            @Context HttpHeaders headers) {
        return inTurn(() -> {
            Optional<Person> person = persons.byToken(token);
            if (person.isEmpty()) {
                return nobody(headers);
            }
            Language language = language(person.get(), headers);
            Chrome chrome = Chrome.in(language);
            if (Origin.isForeign(request, settings.url())) {
                Settings shown = ownSettings.of(person.get(), language);
                return page(403, person.get(), language, OwnSettings.refused(shown, chrome.say("subscribe.cross")));
            }
            try {
                persons.choose(token, ownSettings.choice(form, person.get()));
            } catch (Refusal wrong) {
                Settings filled = ownSettings.filled(form, person.get(), language, wrong);
                return page(wrong.code().status(), person.get(), language, filled);
            }
            return Response.seeOther(URI.create("/my/" + token + "?saved=1#settings"))
                    .header("Cache-Control", "no-store, private")
                    .header("Referrer-Policy", "no-referrer")
                    .build();
        });
    }

    private Response page(int status, Person person, Language language, Settings shown) {
        return secret(pages.secret(status, language, Templates.my(own.page(person, language, shown))));
    }

    /** The reader's own language where it is one of ours, else the browser's. */
    private static Language language(Person person, HttpHeaders headers) {
        return Objects.requireNonNullElseGet(
                Language.of(person.contact().locale()), () -> LetterPages.language(headers));
    }

    private Response nobody(HttpHeaders headers) {
        Language language = LetterPages.language(headers);
        Chrome chrome = Chrome.in(language);
        String title = chrome.say("own.nobody");
        return secret(pages.secret(
                404,
                language,
                new Slip(
                        pages.head(language, title, "/"),
                        title,
                        false,
                        List.of(chrome.say("own.nobody.words")),
                        List.of(),
                        null,
                        null,
                        List.of(
                                new Link("/", chrome.say("back")),
                                new Link("/subscribe", chrome.say("subscribe.get"))))));
    }

    private static Response secret(Response page) {
        page.getHeaders().putSingle("Cache-Control", "no-store, private");
        page.getHeaders().putSingle("X-Robots-Tag", "noindex, nofollow");
        return page;
    }

    private interface Work {
        Response done();
    }

    /** @throws Refusal {@code unavailable} when too many others are served already */
    private Response inTurn(Work work) {
        boolean served;
        try {
            served = places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            served = false;
        }
        if (!served) {
            throw Refusal.of(Refusal.Code.UNAVAILABLE, "Too many people look at their pages at this moment.");
        }
        try {
            return work.done();
        } finally {
            places.release();
        }
    }
}
