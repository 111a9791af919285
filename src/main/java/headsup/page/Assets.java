package headsup.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The one stylesheet and the one script; their content is in their name, so a reader keeps them for ever. And a script for
 * other sites, which know it by one name.
 */
@ApplicationScoped
class Assets {

    static final String FOLDER = "/assets/";

    private final Leaf stylesheet = read("page.css", "css");
    private final Leaf script = read("page.js", "js");
    private final Leaf embed = read("embed.js", "js");

    String stylesheetPath() {
        return FOLDER + "page." + hash(stylesheet) + ".css";
    }

    String scriptPath() {
        return FOLDER + "page." + hash(script) + ".js";
    }

    Map<String, Edition> editions() {
        return Map.of(
                stylesheetPath(),
                Edition.of(stylesheet),
                scriptPath(),
                Edition.of(script),
                "/embed.js",
                Edition.of(embed));
    }

    private static String hash(Leaf leaf) {
        return leaf.plain().tag().substring(1, 11);
    }

    private static Leaf read(String name, String ending) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return Leaf.of(Shelf.type(ending), in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
