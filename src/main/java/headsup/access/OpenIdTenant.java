package headsup.access;

import headsup.kernel.Site;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Roles.Source;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * What the identity provider's library is told: the code flow with PKCE, state and nonce, on the one path where it is asked for,
 * and nothing at all elsewhere. It speaks to the provider when somebody first signs in, not at start.
 */
@ApplicationScoped
class OpenIdTenant implements TenantConfigResolver {

    static final String ID = "staff";

    private static final String ASKED = OpenIdTenant.class.getName();
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final OpenIdSettings settings;
    private final Site site;
    private final OidcTenantConfig none =
            OidcTenantConfig.builder().tenantId("none").disableTenant().build();
    private final OidcTenantConfig provider;

    OpenIdTenant(OpenIdSettings settings, Site site) {
        this.settings = settings;
        this.site = site;
        settings.check();
        this.provider = settings.isOn() ? configured() : none;
    }

    /** A wrong setting ends the start. */
    void check(@Observes StartupEvent start) {
        settings.check();
    }

    /** From here on this request is a sign-in at the provider. */
    void ask(RoutingContext request) {
        request.put(ASKED, true);
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext request, OidcRequestContext<OidcTenantConfig> context) {
        return Uni.createFrom().item(request.get(ASKED) == null ? none : provider);
    }

    private OidcTenantConfig configured() {
        boolean overTls = "https".equalsIgnoreCase(site.url().getScheme());
        String secret = settings.clientSecret().orElseThrow();
        return OidcTenantConfig.builder()
                .tenantId(ID)
                .applicationType(ApplicationType.WEB_APP)
                .authServerUrl(settings.issuer().orElseThrow().toString())
                .clientId(settings.clientId().orElseThrow())
                .credentials(secret)
                .authentication()
                .redirectPath(OpenId.PATH)
                .removeRedirectParameters(false)
                .forceRedirectHttpsScheme(overTls)
                .scopes(settings.scopes())
                .pkceRequired(true)
                .nonceRequired(true)
                .stateSecret(stateSecret(secret))
                .stateCookieAge(PATIENCE)
                .cookiePath(OpenId.COOKIE_PATH)
                .cookieForceSecure(overTls)
                .end()
                .token()
                .issuer(settings.issuer().orElseThrow().toString())
                .audience(settings.clientId().orElseThrow())
                .subjectRequired(true)
                .allowJwtIntrospection(false)
                .end()
                .tokenStateManager()
                .encryptionRequired(false) // nothing is kept, see NoTokens
                .end()
                .roles(Source.idtoken, settings.rolesClaim().toArray(String[]::new))
                .build();
    }

    /** The same on every node: who starts at one may come back to another. */
    private static String stateSecret(String clientSecret) {
        byte[] hash = Secret.hash(("headsup sign-in state " + clientSecret).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
