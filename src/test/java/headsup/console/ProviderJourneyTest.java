package headsup.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import headsup.Cast;
import headsup.FreshDatabase;
import headsup.RealBrowser;
import headsup.access.LyingProvider;
import headsup.access.WithProvider;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** From the sign-in page to the provider and back, in a real browser: to the page that was asked for, and to what was written. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(WithProvider.class)
class ProviderJourneyTest {

    @TestHTTPResource("/console")
    URI console;

    @Inject
    DataSource database;

    @Test
    void theProviderLetsInAndLeadsBack() {
        try (LyingProvider provider =
                LyingProvider.at(ConfigProvider.getConfig().getValue(WithProvider.PORT, Integer.class))) {
            String name = Cast.unique("dana");
            provider.vouchFor(new LyingProvider.Person("sub-" + name, name, null, List.of("responder")));
            RealBrowser.onAPhone(true, page -> journey(page, name));
            RealBrowser.onAPhone(false, page -> journey(page, name));
        }
    }

    private void journey(Page page, String name) {
        page.navigate(console + "/settings");
        link(page, "Sign in with Acme");
        assertThat(page.getByText("Signed in as " + name)).isVisible();

        page.navigate(console + "/declare");
        page.getByLabel("What fails, for whom").fill("Cards fail");
        page.getByLabel("First words").fill("We look into it.");
        expire();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("See who will be told"))
                .click();
        assertThat(page.getByText("what you wrote is kept")).isVisible();
        link(page, "Sign in with Acme");
        assertThat(page.getByLabel("What fails, for whom")).hasValue("Cards fail");
        assertThat(page.getByLabel("First words")).hasValue("We look into it.");
    }

    private static void link(Page page, String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).click();
    }

    private void expire() {
        try (var connection = database.getConnection();
                var update = connection.createStatement()) {
            update.executeUpdate("UPDATE session SET expires_at = now() - interval '1 minute'");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
