package headsup.access;

import headsup.kernel.Refusal;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who is there from the request: {@code Authorization: Bearer}, HTTP Basic (RFC 7617), or the session cookie. */
@ApplicationScoped
class SignIn implements HttpAuthenticationMechanism {

    private static final String BEARER = "bearer";
    private static final String BASIC = "basic";
    private static final String SESSION = "session";

    private final Attempts attempts;

    SignIn(Attempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        TokenCredential credential = credential(request);
        if (credential == null) {
            return Uni.createFrom().nullItem();
        }
        String place = Attempts.place(request.request());
        var asked = new Asked(credential);
        return switch (credential.getType()) {
            case BASIC -> byPassword(asked, place, providers);
            case BEARER -> byToken(asked, place, providers);
            default -> providers.authenticate(asked);
        };
    }

    /** Counted before, since each look at a password costs us far more than the guess. */
    private Uni<SecurityIdentity> byPassword(Asked asked, String place, IdentityProviderManager providers) {
        NamedPassword given = NamedPassword.read(asked.credential().getToken());
        String name = given == null ? "" : given.name();
        if (attempts.tooMany(name, place)) {
            return Uni.createFrom().failure(tooMany());
        }
        return providers
                .authenticate(asked)
                .onFailure(AuthenticationFailedException.class)
                .invoke(() -> attempts.failed(name, place));
    }

    /** Counted after: a good token must not suffer from the wrong ones of its neighbours, and none can be guessed. */
    private Uni<SecurityIdentity> byToken(Asked asked, String place, IdentityProviderManager providers) {
        return providers
                .authenticate(asked)
                .onFailure(AuthenticationFailedException.class)
                .transform(wrong -> attempts.failedToken(place) ? tooMany() : wrong);
    }

    private static Refusal tooMany() {
        return Refusal.of(Refusal.Code.TOO_MANY, "Too many tries. Wait a minute, then try again.");
    }

    private static @Nullable TokenCredential credential(RoutingContext request) {
        String header = request.request().getHeader("Authorization");
        if (header != null) {
            int space = header.indexOf(' ');
            String scheme = space < 0 ? header : header.substring(0, space);
            String value = space < 0 ? "" : header.substring(space + 1).strip();
            if (scheme.equalsIgnoreCase(BEARER)) {
                return new TokenCredential(value, BEARER);
            }
            if (scheme.equalsIgnoreCase(BASIC)) {
                return new TokenCredential(value, BASIC);
            }
            throw new AuthenticationFailedException("unknown scheme");
        }
        Cookie cookie = request.request().getCookie(Sessions.COOKIE);
        return cookie == null ? null : new TokenCredential(cookie.getValue(), SESSION);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom()
                .item(new ChallengeData(401, "WWW-Authenticate", "Basic realm=\"HeadsUp\", charset=\"UTF-8\""));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(Asked.class);
    }

    /** Before the identity provider's library, which has nothing to say of what is ours. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 10;
    }

    /** Of a type of its own: who reads the tokens of an identity provider is never asked about ours. */
    static final class Asked extends BaseAuthenticationRequest {

        private final TokenCredential credential;

        Asked(TokenCredential credential) {
            this.credential = credential;
        }

        TokenCredential credential() {
            return credential;
        }
    }

    /** What HTTP Basic carries. */
    private record NamedPassword(String name, String password) {

        static @Nullable NamedPassword read(String encoded) {
            try {
                String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
                int colon = pair.indexOf(':');
                return colon < 0 ? null : new NamedPassword(pair.substring(0, colon), pair.substring(colon + 1));
            } catch (IllegalArgumentException notBase64) {
                return null;
            }
        }

        @Override
        public String toString() {
            return "a name and a password";
        }
    }

    /** Turns what was read into an identity with roles; a dead session is nobody, a wrong password or token is refused. */
    @ApplicationScoped
    static class Provider implements IdentityProvider<Asked> {

        private final Staff staff;
        private final Tokens tokens;
        private final Sessions sessions;

        Provider(Staff staff, Tokens tokens, Sessions sessions) {
            this.staff = staff;
            this.tokens = tokens;
            this.sessions = sessions;
        }

        @Override
        public Class<Asked> getRequestType() {
            return Asked.class;
        }

        @Override
        public Uni<SecurityIdentity> authenticate(Asked request, AuthenticationRequestContext context) {
            return context.runBlocking(() -> identify(request.credential()));
        }

        private SecurityIdentity identify(TokenCredential credential) {
            Optional<SecurityIdentity> known =
                    switch (credential.getType()) {
                        case BEARER -> tokens.bearer(credential.getToken()).map(b -> identity(b.owner(), b.role()));
                        case BASIC -> basic(credential.getToken()).map(Provider::identity);
                        default -> sessions.ownerOf(credential.getToken()).map(Provider::identity);
                    };
            if (known.isEmpty() && credential.getType().equals(SESSION)) {
                return QuarkusSecurityIdentity.builder()
                        .setAnonymous(true)
                        .setPrincipal(new QuarkusPrincipal(""))
                        .build();
            }
            return known.orElseThrow(() -> new AuthenticationFailedException("unknown or wrong"));
        }

        private Optional<StaffMember> basic(String encoded) {
            NamedPassword given = NamedPassword.read(encoded);
            return given == null ? Optional.empty() : staff.verified(given.name(), given.password());
        }

        private static SecurityIdentity identity(StaffMember member) {
            return identity(member.name(), member.role());
        }

        private static SecurityIdentity identity(String name, Role role) {
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(new QuarkusPrincipal(name))
                    .addRoles(role.included())
                    .build();
        }
    }
}
