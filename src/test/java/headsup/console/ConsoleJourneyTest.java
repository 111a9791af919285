package headsup.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.RealBrowser;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** 02:40, phone in hand: an incident from the first tap to the last, in a real browser, with scripts and without. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class ConsoleJourneyTest {

    @TestHTTPResource("/console")
    URI console;

    @Test
    void anIncidentIsDeclaredUpdatedAndResolvedOnAPhone() {
        RealBrowser.onAPhone(true, this::journey);
    }

    @Test
    void theSameWithoutScripts() {
        RealBrowser.onAPhone(false, this::journey);
    }

    private void journey(Page page) {
        String component = Cast.component("Cards");
        Cast.customer(component, "night@example.com");
        String name = Cast.unique("Card payments fail");

        page.navigate(console.toString());
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(Cast.ADMIN_PASSWORD);
        button(page, "Sign in").click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Declare"))
                .click();

        page.getByLabel("What fails, for whom").fill(name);
        page.locator("select[name='state." + component + "']").selectOption("partial_outage");
        page.getByLabel("First words").fill("Some cards are declined. We are on it.");
        button(page, "See who will be told").click();
        assertThat(page.getByText("Nothing has been sent yet.")).isVisible();
        tell(page).click();

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name)))
                .isVisible();
        assertThat(page.locator(".promise .ontime")).containsText("Next update by");
        assertFits(page);

        page.getByLabel("Where it stands").selectOption("monitoring");
        page.getByLabel("Message").fill("A fix is out. We watch it.");
        tell(page).click();
        assertThat(page.locator(".said li").first()).containsText("A fix is out.");

        page.getByLabel("Where it stands").selectOption("resolved");
        assertThat(page.locator(".promising:visible")).hasCount(0);
        page.getByLabel("Message").fill("Cards work again.");
        tell(page).click();
        assertThat(page.getByText("Resolved. Thank you.")).isVisible();
        assertThat(page.locator(".promise")).hasCount(0);
    }

    @Test
    void aHintComesAndGoesAndWhatIsNewAppearsByItself() {
        RealBrowser.onAPhone(true, this::composing);
    }

    private void composing(Page page) {
        String component = Cast.component("Cards");
        Cast.customer(component, "night@example.com");
        String incident = failing(component);
        page.navigate(console + "/incidents/" + incident);
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(Cast.ADMIN_PASSWORD);
        button(page, "Sign in").click();

        Locator hints = page.locator(".hints li");
        page.getByLabel("Message")
                .fill("Your cards fail because of an outage of our carrier. It is not our fault, we think.");
        assertThat(hints).hasText(Pattern.compile("somebody else"));
        page.getByLabel("Message").fill("Your cards fail because of our carrier. We ring them every half hour.");
        assertThat(hints).hasCount(0);

        Cast.admin()
                .body(Map.of("status", "identified", "message", "A switch is broken.", "nextUpdateIn", "PT2S"))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
        assertThat(page.locator(".said li").first()).containsText("A switch is broken.");
        assertThat(page.locator(".promise.late")).containsText("Late by");
        assertThat(page.getByLabel("Message")).hasValue(Pattern.compile("We ring them"));
        assertFits(page);
    }

    @Test
    void whoToCallAndTheirStatementFitOnAPhone() {
        RealBrowser.onAPhone(true, this::calling);
    }

    private void calling(Page page) {
        String component = Cast.component("Cards");
        String lost = Cast.unique("lost");
        Cast.admin()
                .body(Map.of(
                        "name",
                        "Rivermill Bakery",
                        "components",
                        List.of(component),
                        "contacts",
                        List.of(),
                        "phone",
                        "+44 20 7946 0001"))
                .put("/api/v1/customers/" + lost)
                .then()
                .statusCode(201);
        Cast.customer(component, "night@example.com");
        String incident = failing(component);
        Eventually.holds(
                "the books have it",
                () -> Cast.admin()
                                .get("/api/v1/customers/{ref}/statement", lost)
                                .jsonPath()
                                .getList("entries")
                                .size()
                        > 3);

        page.navigate(console + "/incidents/" + incident);
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(Cast.ADMIN_PASSWORD);
        button(page, "Sign in").click();
        assertThat(page.locator(".meter")).containsText("points a minute");
        assertFits(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Call list"))
                .click();
        assertThat(page.locator(".callees > li")).hasCount(2);
        assertFits(page);
        Locator first = page.locator(".callees > li").first();
        first.getByText("Note a call").click();
        first.getByLabel("Did you speak?").selectOption("yes");
        first.getByLabel("Note", new Locator.GetByLabelOptions().setExact(true)).fill("They switch to cash.");
        first.getByText("Note this call").click();
        assertThat(page.locator(".callees > li")).hasCount(1);

        page.navigate(console + "/customers/" + lost);
        assertThat(page.locator(".lasting")).containsText("used up");
        assertThat(page.locator(".curve path")).hasCount(1);
        assertFits(page);
    }

    private static String failing(String component) {
        return Cast.admin()
                .body(Map.of(
                        "name",
                        "Card payments fail",
                        "components",
                        List.of(Map.of("id", component, "status", "major_outage")),
                        "message",
                        "We are looking.",
                        "startedAt",
                        Instant.now().minus(Duration.ofHours(9)).toString()))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Readers who asked to hear of everything are counted beside. */
    private static Locator tell(Page page) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Tell 1 contact .*now$")));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void assertFits(Page page) {
        Object over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertEquals(0, over, "the page is wider than the screen");
    }
}
