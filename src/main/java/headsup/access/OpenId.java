package headsup.access;

import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Signing in at an identity provider (OpenID Connect, code flow with PKCE). It says who somebody is; the session, and all that
 * comes after, is the same as by password.
 */
@ApplicationScoped
public class OpenId {

    /** Where the provider sends people back to. */
    public static final String PATH = "/console/sign-in/oidc";

    /** Below it the cookies of a sign-in under way are seen, and nowhere else. */
    public static final String COOKIE_PATH = "/console/sign-in";

    private static final Logger LOG = Logger.getLogger(OpenId.class);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String LIBRARYS_SESSION = "q_session_" + OpenIdTenant.ID;
    private static final String STATE = "state";
    private static final int REDIRECT = 302;

    /** How an attempt to enter goes on. */
    public sealed interface Entry {}

    /** To the provider. */
    public record SentOn(String to) implements Entry {}

    /** @param session the secret of a new session */
    public record Admitted(String session) implements Entry {}

    public record Refused(Why why) implements Entry {}

    /** Why somebody is not let in. */
    public enum Why {
        /** The provider does not answer. */
        AWAY,
        /** What came back from it can't be trusted, or it said no itself. */
        NOT_PROVEN,
        /** It says nothing that is one of our roles. */
        NO_ROLE,
        /** It says no name that can be one here, or only such that belong to other accounts. */
        NO_NAME,
        /** The account is shut. */
        DISABLED
    }

    private final OpenIdSettings settings;
    private final OpenIdTenant tenant;
    private final OidcAuthenticationMechanism provider;
    private final IdentityProviderManager identities;
    private final Guests guests;

    OpenId(
            OpenIdSettings settings,
            OpenIdTenant tenant,
            OidcAuthenticationMechanism provider,
            IdentityProviderManager identities,
            Guests guests) {
        this.settings = settings;
        this.tenant = tenant;
        this.provider = provider;
        this.identities = identities;
        this.guests = guests;
    }

    /** What the provider is called; empty when none is set. */
    public Optional<String> offered() {
        return settings.issuer().map(issuer -> settings.name().orElseGet(issuer::getHost));
    }

    /** Sends to the provider whoever does not come from there; lets in, or not, who does. Waits for the provider's answers. */
    public Entry enter(RoutingContext request) {
        tenant.ask(request);
        try {
            SecurityIdentity identity =
                    provider.authenticate(request, identities).await().atMost(LONGEST);
            return identity == null ? sentOn(request) : guests.admit(guest(identity));
        } catch (AuthenticationCompletionException
                | AuthenticationFailedException
                | OIDCException
                | TimeoutException
                | CompletionException failed) {
            LOG.infof("The identity provider let nobody in: %s", reason(failed));
            return new Refused(isAway(failed) ? Why.AWAY : Why.NOT_PROVEN);
        } finally {
            // Ours is the only session; the library's would carry the provider's tokens about.
            request.response().removeCookies(LIBRARYS_SESSION, false);
        }
    }

    private Entry sentOn(RoutingContext request) {
        if (request.queryParams().contains(STATE)) {
            LOG.info("An answer of the identity provider came that nobody here had asked for");
            return new Refused(Why.NOT_PROVEN);
        }
        ChallengeData challenge = provider.getChallenge(request).await().atMost(LONGEST);
        return challenge.status == REDIRECT ? new SentOn(challenge.headerContent) : new Refused(Why.NOT_PROVEN);
    }

    private static Guest guest(SecurityIdentity identity) {
        JsonWebToken token = (JsonWebToken) identity.getPrincipal();
        List<String> names = Stream.of("preferred_username", "email")
                .map(claim -> token.<Object>getClaim(claim))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
        return new Guest(token.getIssuer(), token.getSubject(), names, identity.getRoles());
    }

    private static boolean isAway(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return true;
            }
        }
        return failed instanceof OIDCException;
    }

    /** Of a token that was refused only what was wrong with it: the library's sentences hold all its claims. */
    private static String reason(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException refused) {
                return "its ID token was refused for "
                        + refused.getErrorDetails().stream()
                                .map(error -> fault(error.getErrorCode()))
                                .collect(Collectors.joining(", "));
            }
        }
        return String.valueOf(failed.getMessage()).strip();
    }

    private static String fault(int code) {
        return switch (code) {
            case ErrorCodes.EXPIRED -> "its age";
            case ErrorCodes.AUDIENCE_INVALID, ErrorCodes.AUDIENCE_MISSING -> "its audience";
            case ErrorCodes.ISSUER_INVALID, ErrorCodes.ISSUER_MISSING -> "its issuer";
            case ErrorCodes.SIGNATURE_INVALID, ErrorCodes.SIGNATURE_MISSING -> "its signature";
            default -> "a claim or a key (" + code + ")";
        };
    }
}
