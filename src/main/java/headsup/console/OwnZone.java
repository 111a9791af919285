package headsup.console;

import headsup.kernel.Refusal;
import headsup.kernel.Site;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.Cookie;
import jakarta.enterprise.context.RequestScoped;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The zone of whoever plans: their browser says it by a cookie; the page's where it says none. */
@RequestScoped
class OwnZone {

    /** Set by the script of the console; whoever has no script plans in the zone of the page. */
    static final String COOKIE = "headsup_zone";

    /** A form is read in the zone it was shown in. */
    static final String FIELD = "zone";

    private final Site site;
    private final CurrentVertxRequest request;

    OwnZone(Site site, CurrentVertxRequest request) {
        this.site = site;
        this.request = request;
    }

    ZoneId zone() {
        Cookie cookie = request.getCurrent().request().getCookie(COOKIE);
        return cookie != null && isOne(cookie.getValue()) ? ZoneId.of(cookie.getValue()) : site.timeZone();
    }

    /** @throws Refusal {@code malformed} for a zone we know nothing of */
    ZoneId of(Form form) {
        String id = form.value(FIELD);
        if (id.isEmpty()) {
            return zone();
        }
        if (!isOne(id)) {
            throw Refusal.of(Refusal.Code.MALFORMED, "This form is not whole. Load the page again.");
        }
        return ZoneId.of(id);
    }

    /** As people say it, as in {@code America/New York}. */
    String name(Form form) {
        return of(form).getId().replace("Etc/", "").replace('_', ' ');
    }

    /** Null where it is the page's, in whose times everything else is told. */
    @Nullable
    ZoneId ifAnother(ZoneId zone) {
        return zone.getRules().equals(site.timeZone().getRules()) ? null : zone;
    }

    private boolean isOne(String id) {
        return id.equals(site.timeZone().getId())
                || ZoneId.getAvailableZoneIds().contains(id);
    }
}
