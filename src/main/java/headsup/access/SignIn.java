package headsup.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
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

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        TokenCredential credential = credential(request);
        return credential == null
                ? Uni.createFrom().nullItem()
                : providers.authenticate(new TokenAuthenticationRequest(credential));
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
        return Set.of(TokenAuthenticationRequest.class);
    }

    /** Turns what was read into an identity with roles; a dead session is nobody, a wrong password or token is refused. */
    @ApplicationScoped
    static class Provider implements IdentityProvider<TokenAuthenticationRequest> {

        private final Staff staff;
        private final Tokens tokens;
        private final Sessions sessions;

        Provider(Staff staff, Tokens tokens, Sessions sessions) {
            this.staff = staff;
            this.tokens = tokens;
            this.sessions = sessions;
        }

        @Override
        public Class<TokenAuthenticationRequest> getRequestType() {
            return TokenAuthenticationRequest.class;
        }

        @Override
        public Uni<SecurityIdentity> authenticate(
                TokenAuthenticationRequest request, AuthenticationRequestContext context) {
            return context.runBlocking(() -> identify(request.getToken()));
        }

        private SecurityIdentity identify(TokenCredential credential) {
            Optional<StaffMember> member =
                    switch (credential.getType()) {
                        case BEARER -> tokens.ownerOf(credential.getToken());
                        case BASIC -> basic(credential.getToken());
                        default -> sessions.ownerOf(credential.getToken());
                    };
            if (member.isEmpty() && credential.getType().equals(SESSION)) {
                return QuarkusSecurityIdentity.builder()
                        .setAnonymous(true)
                        .setPrincipal(new QuarkusPrincipal(""))
                        .build();
            }
            return member.map(Provider::identity)
                    .orElseThrow(() -> new AuthenticationFailedException("unknown or wrong"));
        }

        private Optional<StaffMember> basic(String encoded) {
            String pair;
            try {
                pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : staff.verified(pair.substring(0, colon), pair.substring(colon + 1));
        }

        private static SecurityIdentity identity(StaffMember member) {
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(new QuarkusPrincipal(member.name()))
                    .addRoles(member.role().included())
                    .build();
        }
    }
}
