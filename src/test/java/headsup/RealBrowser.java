package headsup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine's own Chromium, as a phone in the dark. Skips loudly where there is none; nothing is fetched. */
public final class RealBrowser {

    /** What somebody does with a page. */
    public interface Journey {
        void travel(Page page);
    }

    private static @Nullable Browser browser;

    private RealBrowser() {}

    /** Fails also when the browser complained, to its console or of a broken script. */
    public static void onAPhone(boolean scripts, Journey journey) {
        List<String> complaints = new ArrayList<>();
        try (BrowserContext phone = browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setColorScheme(ColorScheme.DARK)
                        .setTimezoneId("Asia/Tokyo")
                        .setLocale("en-GB")
                        .setJavaScriptEnabled(scripts))) {
            Page page = phone.newPage();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.onPageError(complaints::add);
            journey.travel(page);
        }
        assertEquals(List.of(), complaints, "the browser complained");
    }

    /** Started once, since that takes seconds; it ends with this process. Each journey has a profile of its own. */
    private static synchronized Browser browser() {
        Browser known = browser;
        if (known == null || !known.isConnected()) {
            Optional<Path> chromium = chromium();
            assumeTrue(
                    chromium.isPresent(),
                    "SKIPPED: no Chromium found. Install one or name it in the environment variable CHROMIUM.");
            known = Playwright.create(
                            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(chromium.get())
                            .setArgs(List.of("--no-sandbox", "--disable-gpu")));
            browser = known;
        }
        return known;
    }

    private static Optional<Path> chromium() {
        return Stream.of(System.getenv("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/google-chrome")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
