package headsup.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import headsup.Cast;
import headsup.FreshDatabase;
import headsup.RealBrowser;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** What can go wrong at night, in a real browser: too many taps, a promise about to break, the wrong role, a session that ended. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class NightJourneyTest {

    private static final Logger LOG = Logger.getLogger(NightJourneyTest.class);
    private static final int MOST_TAPS = 12;

    @TestHTTPResource("/console")
    URI console;

    @Inject
    DataSource database;

    private int taps;

    @Test
    void anIncidentIsDeclaredInAFewTapsWithTheLetterReadBefore() {
        RealBrowser.onAPhone(true, this::declaring);
    }

    private void declaring(Page page) {
        String component = Cast.component("Cards");
        Cast.customer(component, "night@example.com");
        String name = Cast.unique("Card payments fail");
        signIn(page, "admin", Cast.ADMIN_PASSWORD);
        Instant began = Instant.now();
        tap(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Declare")));
        type(page.getByLabel("What fails, for whom"), name);
        choose(page.locator("select[name='state." + component + "']"), "partial_outage");
        type(page.getByLabel("First words"), "Some cards are declined. We are on it.");
        tap(button(page, "See who will be told"));
        FrameLocator proof = page.frameLocator("iframe[name='first-proof']");
        assertThat(proof.frameLocator("iframe").getByText("Some cards are declined."))
                .isVisible();
        assertThat(proof.locator("h1")).containsText(name);
        tap(tell(page));
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name)))
                .isVisible();
        LOG.infof(
                "Declared on a phone with %d taps in %d ms, the typing aside",
                taps, Duration.between(began, Instant.now()).toMillis());
        assertTrue(taps <= MOST_TAPS, taps + " taps");
    }

    @Test
    void theBrowserWarnsBeforeAPromiseBreaks() {
        RealBrowser.onAPhone(true, this::warned);
    }

    private void warned(Page page) {
        String incident = failing("PT4M");
        page.addInitScript("window.told = []; window.Notification = class {"
                + " constructor(title) { window.told.push(title); } static permission = 'granted'; };");
        signIn(page, "admin", Cast.ADMIN_PASSWORD);
        page.navigate(console + "/incidents/" + incident);
        page.waitForFunction("window.told.length > 0");
        assertEquals(List.of("Next word due in 4 min"), page.evaluate("window.told"));
    }

    @Test
    void aViewerReadsAndFindsNothingToWriteWith() {
        RealBrowser.onAPhone(true, this::viewing);
    }

    private void viewing(Page page) {
        String incident = failing("PT30M");
        String name = Cast.unique("vera");
        Cast.admin()
                .body(Map.of("name", name, "role", "viewer", "password", "long enough a word"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        signIn(page, name, "long enough a word");
        page.navigate(console + "/incidents/" + incident);
        assertThat(page.locator(".said li").first()).containsText("We are looking.");
        assertThat(page.getByLabel("Message")).hasCount(0);
        assertThat(page.locator("main form")).hasCount(0);
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Declare")))
                .hasCount(0);
        assertEquals(403, page.request().get(console + "/declare").status());
    }

    @Test
    void aSessionThatEndedKeepsTheDraft() {
        RealBrowser.onAPhone(true, this::returning);
    }

    private void returning(Page page) {
        String incident = failing("PT30M");
        signIn(page, "admin", Cast.ADMIN_PASSWORD);
        page.navigate(console + "/incidents/" + incident);
        page.getByLabel("Message").fill("Half of the cards work again.");
        expire();
        page.locator("#next .actions button").last().click();
        assertThat(page.getByText("what you wrote is kept")).isVisible();
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(Cast.ADMIN_PASSWORD);
        button(page, "Sign in").click();
        assertThat(page.getByLabel("Message")).hasValue("Half of the cards work again.");
        page.locator("#next .actions button").last().click();
        assertThat(page.locator(".said li").first()).containsText("Half of the cards work again.");
    }

    private void expire() {
        try (var connection = database.getConnection();
                var update = connection.createStatement()) {
            update.executeUpdate("UPDATE session SET expires_at = now() - interval '1 minute'");
        } catch (SQLException unreachable) {
            throw new AssertionError(unreachable);
        }
    }

    private static String failing(String promise) {
        String component = Cast.component("Cards");
        return Cast.admin()
                .body(Map.of(
                        "name",
                        "Card payments fail",
                        "components",
                        List.of(Map.of("id", component, "status", "major_outage")),
                        "message",
                        "We are looking.",
                        "nextUpdateIn",
                        promise))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void signIn(Page page, String name, String password) {
        page.navigate(console.toString());
        page.getByLabel("Name").fill(name);
        page.getByLabel("Password").fill(password);
        button(page, "Sign in").click();
    }

    private void tap(Locator what) {
        taps++;
        what.click();
    }

    /** A tap into the field; the keys are not counted. */
    private void type(Locator field, String words) {
        taps++;
        field.fill(words);
    }

    /** One tap opens the list, one chooses. */
    private void choose(Locator list, String value) {
        taps += 2;
        list.selectOption(value);
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
}
