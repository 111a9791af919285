package headsup.access;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code headsup.oidc.*}, in the environment {@code HEADSUP_OIDC_*}: the identity provider that staff may sign in at. Off while
 * no issuer is set.
 */
@ConfigMapping(prefix = "headsup.oidc")
interface OpenIdSettings {

    /** As the provider itself writes it; {@code /.well-known/openid-configuration} is found below. */
    Optional<URI> issuer();

    /** What the provider knows us by. */
    Optional<String> clientId();

    /** What we prove it with. */
    Optional<String> clientSecret();

    /** What the button of the sign-in page calls it; without it, the issuer's host. */
    Optional<String> name();

    /** What is asked for beside {@code openid}. */
    @WithDefault("profile,email")
    List<String> scopes();

    /** Where in the ID token the roles stand; a slash leads into an object, as in {@code realm_access/roles}. */
    @WithDefault("roles,groups")
    List<String> rolesClaim();

    /** Which words of that claim mean which of our roles. */
    Roles role();

    interface Roles {

        @WithDefault("viewer")
        Set<String> viewer();

        @WithDefault("responder")
        Set<String> responder();

        @WithDefault("care")
        Set<String> care();

        @WithDefault("admin")
        Set<String> admin();

        /** Of several the first of admin, responder, care, viewer; empty for none of them. */
        default Optional<Role> of(Set<String> words) {
            return Stream.of(Role.ADMIN, Role.RESPONDER, Role.CARE, Role.VIEWER)
                    .filter(role -> meaning(role).stream().anyMatch(words::contains))
                    .findFirst();
        }

        private Set<String> meaning(Role role) {
            return switch (role) {
                case VIEWER -> viewer();
                case RESPONDER -> responder();
                case CARE -> care();
                case ADMIN -> admin();
            };
        }
    }

    default boolean isOn() {
        return issuer().isPresent();
    }

    /** @throws ConfigurationException naming the property, when what belongs together is not together */
    default void check() {
        if (!isOn()) {
            return;
        }
        URI issuer = issuer().orElseThrow();
        if (issuer.getHost() == null || !Set.of("http", "https").contains(String.valueOf(issuer.getScheme()))) {
            throw new ConfigurationException("headsup.oidc.issuer: must be an http or https address");
        }
        if (clientId().isEmpty()) {
            throw new ConfigurationException("headsup.oidc.client-id: is missing, though headsup.oidc.issuer is set");
        }
        if (clientSecret().isEmpty()) {
            throw new ConfigurationException(
                    "headsup.oidc.client-secret: is missing, though headsup.oidc.issuer is set");
        }
    }
}
