package headsup.mail;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * What Quarkus Mailer, which carries postcards, is told: the first relay and the author of all letters, so that operators say
 * it once. What they have set of {@code quarkus.mailer.*} stays; with a host of their own, nothing about our relay is added
 * to it, our password least of all.
 */
public final class MailerSettings {

    private static final String MAILER = "quarkus.mailer.";
    private static final Pattern UNREADABLE =
            Pattern.compile("config property (\\S+) with the config value \"(.*?)\" threw");
    private static final String LOCAL = "http://localhost:8080";
    private static final String HOST = MAILER + "host";

    private MailerSettings() {}

    /**
     * @param config as it is before the application starts
     * @return properties to add
     * @throws ConfigurationException when a setting of this room or of the page is wrong; its message names the property
     */
    public static Map<String, String> derivedFrom(Config config) {
        Posture posture = posture(config);
        Map<String, String> derived = new LinkedHashMap<>();
        derived.put("from", posture.letterhead().from().field());
        derived.put("own-host-name", posture.letterhead().domain());
        if (!posture.relays().isEmpty() && !isSet(config, HOST)) {
            connection(posture.relays().get(0), derived);
        }
        Dkim dkim = posture.dkim();
        if (dkim != null) {
            dkim.tell(derived);
        }
        Map<String, String> added = new LinkedHashMap<>();
        derived.forEach((name, value) -> {
            if (!isSet(config, MAILER + name)) {
                added.put(MAILER + name, value);
            }
        });
        return added;
    }

    /** Whether there is a relay for postcards, ours or the operator's own. */
    static boolean nameARelay(Config config) {
        return isSet(config, HOST);
    }

    /** The operator's word for postcards, else the author of all letters. */
    static String author(Config config, Letterhead letterhead) {
        return text(config, MAILER + "from", letterhead.from().field());
    }

    private static Posture posture(Config config) {
        try {
            MailSettings settings = new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withSources(StreamSupport.stream(config.getConfigSources().spliterator(), false)
                            .toList())
                    .withMapping(MailSettings.class)
                    .withValidateUnknown(false)
                    .build()
                    .getConfigMapping(MailSettings.class);
            return Posture.of(
                    settings, text(config, "headsup.page.name", "HeadsUp"), text(config, "headsup.page.url", LOCAL));
        } catch (ConfigValidationException wrong) {
            throw new ConfigurationException(sentence(wrong.getProblem(0).getMessage()), wrong);
        }
    }

    /** The library's own words name classes and codes before they come to the property. */
    private static String sentence(String problem) {
        Matcher unreadable = UNREADABLE.matcher(problem);
        return unreadable.find() ? unreadable.group(1) + ": can't be \"" + unreadable.group(2) + "\"" : problem;
    }

    private static String text(Config config, String name, String otherwise) {
        return config.getOptionalValue(name, String.class).orElse(otherwise);
    }

    private static void connection(Relay relay, Map<String, String> mailer) {
        mailer.put("host", relay.host());
        mailer.put("port", Integer.toString(relay.port()));
        mailer.put("tls", Boolean.toString(relay.security() == Relay.Security.TLS));
        mailer.put("start-tls", relay.security() == Relay.Security.STARTTLS ? "REQUIRED" : "DISABLED");
        Relay.Login login = relay.login();
        mailer.put("login", login == null ? "DISABLED" : "REQUIRED");
        if (login != null) {
            mailer.put("username", login.user());
            mailer.put("password", login.password());
            mailer.put("auth-methods", "PLAIN LOGIN");
        }
        // A relay that falls mute costs the client a place while the connection stands; of its ten none was left soon.
        // One letter needs neither a kept connection nor a pipelined one.
        mailer.put("max-pool-size", "200");
        mailer.put("keep-alive", "false");
        mailer.put("pipelining", "false");
    }

    /** A default is nobody's word. */
    private static boolean isSet(Config config, String name) {
        ConfigValue value = config.getConfigValue(name);
        return value.getValue() != null && value.getSourceOrdinal() > Integer.MIN_VALUE;
    }
}
