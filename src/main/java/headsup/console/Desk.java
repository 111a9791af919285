package headsup.console;

import headsup.access.Role;
import headsup.access.Sessions;
import headsup.kernel.Site;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.Cookie;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What every screen knows of the member in front of it; templates read it as {@code inject:desk}. */
@Named("desk")
@RequestScoped
class Desk {

    private final Site site;
    private final Assets assets;
    private final SecurityIdentity identity;
    private final CurrentVertxRequest request;
    private final Clock clock;

    Desk(Site site, Assets assets, SecurityIdentity identity, CurrentVertxRequest request, Clock clock) {
        this.site = site;
        this.assets = assets;
        this.identity = identity;
        this.request = request;
        this.clock = clock;
    }

    public String site() {
        return site.name();
    }

    public String stylesheet() {
        return assets.stylesheet();
    }

    public String script() {
        return assets.script();
    }

    public String htmx() {
        return assets.htmx();
    }

    public String icon() {
        return assets.icon();
    }

    /** The staff name. */
    public String who() {
        return identity.getPrincipal().getName();
    }

    /** Whether this member may declare and update. */
    public boolean responds() {
        return identity.hasRole(Role.RESPONDS);
    }

    /** Whether this member may note calls. */
    public boolean calls() {
        return responds() || identity.hasRole(Role.CARES);
    }

    /** Whether this member may write customers, touchpoints and complaints. */
    public boolean cares() {
        return identity.hasRole(Role.CARES);
    }

    public boolean administers() {
        return identity.hasRole(Role.ADMINISTERS);
    }

    /** Of the running session; empty for who is here without one, whose forms are refused then. */
    public String seal() {
        Cookie cookie = request.getCurrent().request().getCookie(Sessions.COOKIE);
        return cookie == null || cookie.getValue().isEmpty() ? "" : Seal.of(cookie.getValue());
    }

    /** The zone of all times shown, as in {@code UTC}. */
    public String zone() {
        return DateTimeFormatter.ofPattern("z", Locale.ENGLISH)
                .withZone(site.timeZone())
                .format(clock.instant());
    }
}
