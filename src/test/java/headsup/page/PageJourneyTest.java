package headsup.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static headsup.Cast.admin;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.RealBrowser;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody worried opens the page and stays: an incident appears, is updated, runs late and is over. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class PageJourneyTest {

    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    @TestHTTPResource("/")
    URI front;

    @Test
    void aReaderWatchesAnIncidentWithoutReloading() {
        RealBrowser.onAPhone(true, page -> journey(page, false));
    }

    @Test
    void theSameWithoutScriptsByReloading() {
        RealBrowser.onAPhone(false, page -> journey(page, true));
    }

    @Test
    void noWordIsWiderThanTheScreen() {
        String endless = "w".repeat(120);
        String id = declared(endless);
        post(id, Map.of("status", "identified", "message", endless, "nextUpdateIn", "PT1S"));
        RealBrowser.onAPhone(true, page -> {
            page.navigate(front.toString());
            assertThat(page.locator("#i-" + id + " .promise.late")).containsText("Late by", SOON);
            assertFits(page);
            page.navigate(front.resolve("/incidents/" + id).toString());
            assertFits(page);
            post(id, Map.of("status", "resolved", "message", endless));
            page.navigate(front.toString());
            assertThat(page.locator(".broken")).containsText(endless, SOON);
            assertFits(page);
            page.navigate(front.resolve("/history").toString());
            assertThat(page.locator("main")).containsText(endless, SOON);
            assertFits(page);
        });
    }

    private void journey(Page page, boolean reloads) {
        String name = Cast.unique("Card payments fail");
        page.navigate(front.toString());
        String id = declared(name);
        Locator story = page.locator("#i-" + id);
        appears(page, story, "Some cards are declined.", reloads);
        assertThat(story).containsText("Next update by");
        assertThat(story).containsText(reloads ? "UTC" : "UTC+9");
        assertFits(page);

        post(id, Map.of("status", "identified", "message", "A switch is broken.", "nextUpdateIn", "PT2S"));
        appears(page, story, "A switch is broken.", reloads);
        appears(page, story.locator(".promise.late"), "Late by 1 min.", reloads);
        assertThat(story.locator(".promise")).containsText("We promised an update by");

        post(id, Map.of("status", "monitoring", "message", "The switch is replaced.", "nextUpdateIn", "PT30M"));
        appears(page, story, "The switch is replaced.", reloads);
        assertThat(story.locator(".promise.late")).hasCount(0);

        post(id, Map.of("status", "resolved", "message", "Cards work again."));
        appears(page, page.locator("#recent + .card li", named(name)), "Resolved", reloads);
        assertThat(story).hasCount(0);
        assertThat(page.locator(".broken")).containsText(name);
        assertFits(page);
    }

    private static Page.LocatorOptions named(String name) {
        return new Page.LocatorOptions().setHasText(name);
    }

    /** By itself, or when the reader asks again. */
    private static void appears(Page page, Locator place, String words, boolean reloads) {
        if (reloads) {
            Eventually.holds(words, () -> {
                page.reload();
                return place.count() > 0 && place.first().textContent().contains(words);
            });
        }
        assertThat(place).containsText(words, SOON);
    }

    private static void assertFits(Page page) {
        Object over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertEquals(0, over, "the page is wider than the screen");
    }

    private static String declared(String name) {
        return admin().body(Map.of(
                        "name",
                        name,
                        "components",
                        List.of(Map.of("id", Cast.component("Cards"), "status", "major_outage")),
                        "message",
                        "Some cards are declined.",
                        "nextUpdateIn",
                        "PT30M"))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void post(String id, Map<String, Object> words) {
        admin().body(words).post("/api/v1/incidents/{id}/updates", id).then().statusCode(201);
    }
}
