package headsup.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import headsup.Cast;
import headsup.FreshDatabase;
import headsup.RealBrowser;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A file with broken lines, from the choice of the file to a report that can be read, in a real browser. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class ImportJourneyTest {

    private static final int LINES = 60_000;
    private static final int BROKEN_EVERY = 20_000;
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

    @TestHTTPResource("/console/imports")
    URI imports;

    @Test
    void aBrokenFileShowsItsProgressAndAReadableReport() {
        RealBrowser.onAPhone(true, this::journey);
    }

    @Test
    void theSameWithoutScripts() {
        RealBrowser.onAPhone(false, this::journey);
    }

    private void journey(Page page) {
        String mark = Cast.unique("csv");
        page.navigate(imports.toString());
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(Cast.ADMIN_PASSWORD);
        button(page, "Sign in");
        page.getByLabel("CSV file").setInputFiles(new FilePayload("customers.csv", "text/csv", file(mark)));
        button(page, "Import");

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("customers.csv")))
                .isVisible();
        assertThat(page.getByLabel("Read", new Page.GetByLabelOptions().setExact(true)))
                .isVisible();
        assertThat(page.getByLabel("Written")).isVisible();
        List<Integer> shares = new ArrayList<>();
        Page second = page.context().newPage();
        second.navigate(page.url());
        assertThat(second.getByLabel("Written")).isVisible();
        second.close();
        while (page.getByText("Nothing is written yet.")
                .or(page.getByText("it goes on"))
                .isVisible()) {
            look(page).ifPresent(shares::add);
            page.waitForTimeout(300);
        }
        assertThat(page.getByText(Pattern.compile("^Done in"))).isVisible(PATIENTLY);
        assertTrue(!shares.isEmpty(), "it was seen while it ran");
        assertEquals(shares.stream().sorted().toList(), shares, "a bar never goes back");
        assertEquals(200, share(page));

        assertThat(page.locator("dl.sums")).containsText("59,997");
        assertThat(page.locator("table.faults tbody tr")).hasCount(LINES / BROKEN_EVERY);
        assertThat(page.locator("table.faults")).containsText("is no e-mail address");
        Object over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertEquals(0, over, "the page is wider than the screen");
        Download download = page.waitForDownload(
                () -> page.getByText("Download the lines that were not taken").click());
        assertEquals(rejected(mark), text(download));
    }

    /** Empty while the page loads itself again. */
    private static Optional<Integer> look(Page page) {
        try {
            return page.locator("progress").count() == 2 ? Optional.of(share(page)) : Optional.empty();
        } catch (PlaywrightException loading) {
            return Optional.empty();
        }
    }

    /** Of both bars, in percent. */
    private static int share(Page page) {
        Object share = page.evaluate(
                "[...document.querySelectorAll('progress')].reduce((sum, bar) => sum + Math.floor(100 * bar.value / bar.max), 0)");
        return ((Number) share).intValue();
    }

    private static byte[] file(String mark) {
        return IntStream.range(0, LINES)
                .mapToObj(i -> line(mark, i))
                .collect(Collectors.joining("\n", "ref,name,email\n", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String line(String mark, int i) {
        String address = i % BROKEN_EVERY == 7 ? "nowhere" : "p" + i + "@" + mark + ".example";
        return mark + "-" + i + ",Customer " + i + "," + address;
    }

    private static String rejected(String mark) {
        return IntStream.range(0, LINES)
                .filter(i -> i % BROKEN_EVERY == 7)
                .mapToObj(i -> line(mark, i))
                .collect(Collectors.joining("\n", "ref,name,email\n", "\n"));
    }

    private static String text(Download download) {
        try {
            return Files.readString(download.path());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }
}
