package headsup.kernel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.ZoneId;

/** Who we are to the public, {@code HEADSUP_PAGE_*}: what the page, the letters and the links in both have in common. */
@ConfigMapping(prefix = "headsup.page")
public interface Site {

    /** The name on the page and in the subject of every letter. */
    @WithDefault("HeadsUp")
    String name();

    /** Public base URL, under which readers reach the page. */
    @WithDefault("http://localhost:8080")
    URI url();

    /** IANA zone of the page; letters use each contact's own. */
    @WithDefault("Etc/UTC")
    ZoneId timeZone();

    /** An absolute link; {@code path} starts with a slash. */
    default URI link(String path) {
        String base = url().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
