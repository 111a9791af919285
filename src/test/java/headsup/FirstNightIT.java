package headsup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the very first start to the first incident, with nothing but a phone: no setting, no program, no curl. */
class FirstNightIT {

    private static final Pattern PASSWORD = Pattern.compile("with password \"([^\"]+)\"");

    @TempDir
    Path folder;

    @Test
    void somebodyWhoJustStartedItTellsOfTheirFirstIncident() {
        try (RunningProduct product =
                RunningProduct.start(folder.resolve("data"), Map.of("HEADSUP_ADMIN_PASSWORD", ""))) {
            Matcher printed = PASSWORD.matcher(product.log());
            assertTrue(printed.find(), "no password was printed");
            RealBrowser.onAPhone(true, page -> firstNight(page, product.url(), printed.group(1)));
        }
    }

    private static void firstNight(Page page, String url, String password) {
        page.navigate(url + "/");
        assertThat(page.locator("h1")).containsText("Everything is working");
        page.navigate(url + "/console");
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(password);
        button(page, "Sign in").click();

        link(page, "Declare").first().click();
        link(page, "Add one").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Card payments");
        button(page, "Add").click();
        assertThat(page.getByText("Card payments").first()).isVisible();

        link(page, "Declare").first().click();
        page.getByLabel("What fails, for whom").fill("Card payments fail for some");
        page.locator("select[name^='state.']").selectOption("partial_outage");
        page.getByLabel("First words").fill("Some cards are declined. We are on it.");
        button(page, "See who will be told").click();
        button(page, "Publish now").click();
        assertThat(page.locator("h1")).containsText("Card payments fail for some");
        link(page, "As the public sees it").click();
        assertThat(page.locator("h1")).containsText("Card payments fail for some");
        assertThat(page.locator(".promise")).containsText("Next update by");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
