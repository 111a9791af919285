package headsup.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import headsup.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The banner on a site of another origin, in a real browser, under a strict policy of that site. */
class EmbedTest {

    private static final String QUIET =
            "\"status\":{\"indicator\":\"none\",\"description\":\"All Systems Operational\"}";
    private static final String NAME = "<img src=x onerror=alert(1)> Cards fail";

    private HttpServer status;
    private HttpServer site;
    private volatile String summary = "";

    EmbedTest() throws IOException {
        status = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void open() {
        String origin = "http://127.0.0.1:" + status.getAddress().getPort();
        serve(status, "/sub/embed.js", "text/javascript", "");
        serve(status, "/sub/api/v2/summary.json", "application/json", "");
        serve(
                site,
                "/",
                "text/html; charset=utf-8",
                "<!DOCTYPE html><html lang=\"de-AT\"><title>Shop</title><body><p>Shop</p><script async src=\"" + origin
                        + "/sub/embed.js\"></script></body></html>");
        status.start();
        site.start();
    }

    @AfterEach
    void close() {
        status.stop(0);
        site.stop(0);
    }

    /** Until the script has made of what it read whatever it makes of it. */
    private static void readAnew(Page page) {
        page.reload();
        Eventually.holds("it has read", () -> Boolean.TRUE.equals(page.evaluate("""
                        () => performance.getEntriesByType('resource')
                          .some(one => one.name.endsWith('/summary.json') && one.responseEnd > 0)""")));
        page.waitForTimeout(100);
    }

    @Test
    void whileAllIsWellNothingIsShown() {
        summary = page("", "");
        visit(page -> {
            readAnew(page);
            assertEquals(0, page.locator("[role=region]").count());
        });
    }

    @Test
    void whatIsWrongIsSaidInTheSitesLanguageAndClosedByKeyboard() {
        summary = page(incident("minor", "Small") + "," + incident("critical", NAME), "");
        visit(page -> {
            Locator banner = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Betriebszustand"));
            banner.waitFor();
            assertTrue(banner.innerText().startsWith("Kritische Auswirkung: " + NAME), banner.innerText());
            assertTrue(banner.innerText().contains("und 1 weitere"));
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertEquals(0, banner.count());
            readAnew(page);
            assertEquals(0, banner.count());
            assertEquals(0, page.context().cookies().size());
        });
    }

    @Test
    void maintenanceIsSaidOnlyWhenItIsNear() {
        summary = page("", maintenance(Instant.now().plus(Duration.ofDays(3))));
        visit(page -> {
            readAnew(page);
            assertEquals(0, page.locator("[role=region]").count());
            summary = page("", maintenance(Instant.now().plus(Duration.ofHours(3))));
            page.reload();
            Locator banner = page.locator("[role=region]");
            banner.waitFor();
            assertTrue(banner.innerText().startsWith("Geplante Wartung: Upgrade"), banner.innerText());
            assertFalse(banner.innerText().contains("NaN"));
        });
    }

    private static String page(String incidents, String maintenances) {
        return "{" + QUIET + ",\"components\":[],\"incidents\":[" + incidents + "],\"scheduled_maintenances\":["
                + maintenances + "]}";
    }

    private static String incident(String impact, String name) {
        return "{\"id\":\"" + impact + "\",\"updated_at\":\"1\",\"impact\":\"" + impact + "\",\"name\":\"" + name
                + "\",\"shortlink\":\"javascript:alert(1)\"}";
    }

    private static String maintenance(Instant from) {
        return "{\"id\":\"m\",\"updated_at\":\"1\",\"status\":\"scheduled\",\"name\":\"Upgrade\",\"scheduled_for\":\""
                + from + "\",\"scheduled_until\":\"" + from.plusSeconds(3600) + "\"}";
    }

    private void serve(HttpServer server, String path, String type, String fixed) {
        server.createContext(path, exchange -> {
            String body = path.endsWith(".js") ? script() : path.endsWith(".json") ? summary : fixed;
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String origin = "http://127.0.0.1:" + status.getAddress().getPort();
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
            exchange.getResponseHeaders()
                    .add(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src " + origin + "; connect-src " + origin);
            exchange.sendResponseHeaders(200, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    private static String script() throws IOException {
        try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream("embed.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private interface Visit {
        void look(Page page);
    }

    private void visit(Visit visit) {
        Optional<Path> chromium = Stream.of(System.getenv("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/google-chrome")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(
                chromium.isPresent(),
                "SKIPPED: no Chromium found. Install one or name it in the environment variable CHROMIUM.");
        List<String> complaints = new ArrayList<>();
        var settings = new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        try (Playwright playwright = Playwright.create(settings);
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium.get())
                                .setArgs(List.of("--no-sandbox")))) {
            Page page = browser.newPage();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.onPageError(complaints::add);
            page.navigate("http://127.0.0.1:" + site.getAddress().getPort() + "/");
            visit.look(page);
        }
        assertEquals(List.of(), complaints, "the browser complained");
    }
}
