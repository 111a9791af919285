package headsup.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One relay as configured. */
record Relay(
        String host, int port, Security security, @Nullable Login login, int weight) {

    private static final Set<String> OPTIONS = Set.of("weight", "starttls");
    private static final int MOST_WEIGHT = 1000;

    /** How the connection is kept from being read. */
    enum Security {
        NONE(25),
        STARTTLS(587),
        TLS(465);

        private final int port;

        Security(int port) {
            this.port = port;
        }
    }

    /** Credentials; never shown. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return "login";
        }
    }

    /** @throws IllegalArgumentException with a sentence that shows no password */
    static Relay parse(String text) {
        URI url = url(text.strip());
        Map<String, String> options = options(url);
        Login login = login(url);
        Security security = security(url, login, options);
        int port = url.getPort() < 0 ? security.port : url.getPort();
        return new Relay(url.getHost().toLowerCase(Locale.ROOT), port, security, login, weight(options));
    }

    /** What receipts call it. */
    String name() {
        return host + ":" + port;
    }

    private static URI url(String text) {
        String shown = text.replaceAll("//.*@", "//…@");
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException typo) {
            throw new IllegalArgumentException("\"" + shown + "\" is no URL like smtp://host:25", typo);
        }
        boolean smtp = "smtp".equalsIgnoreCase(url.getScheme()) || "smtps".equalsIgnoreCase(url.getScheme());
        boolean bare = url.getPath() == null
                || url.getPath().isEmpty()
                || url.getPath().equals("/");
        if (!smtp || url.getHost() == null || !bare || url.getFragment() != null || url.getPort() > 65535) {
            throw new IllegalArgumentException(
                    "\"" + shown + "\" is no URL like smtp://host:25 or smtps://user:password@host:465");
        }
        return url;
    }

    private static Map<String, String> options(URI url) {
        Map<String, String> options = new HashMap<>();
        if (url.getQuery() != null) {
            Arrays.stream(url.getQuery().split("&")).map(o -> o.split("=", 2)).forEach(option -> {
                if (option.length < 2 || !OPTIONS.contains(option[0])) {
                    throw new IllegalArgumentException(
                            "\"" + option[0] + "\" is no option of a relay; weight=N and starttls=required are");
                }
                options.put(option[0], option[1]);
            });
        }
        return options;
    }

    private static @Nullable Login login(URI url) {
        String userInfo = url.getRawUserInfo();
        if (userInfo == null) {
            return null;
        }
        String[] parts = userInfo.split(":", 2);
        if (parts.length < 2 || parts[0].isEmpty()) {
            throw new IllegalArgumentException("the relay " + url.getHost() + " needs both user and password");
        }
        return new Login(decoded(parts[0]), decoded(parts[1]));
    }

    /** In user info a plus is a plus, unlike in a form. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Security security(URI url, @Nullable Login login, Map<String, String> options) {
        String starttls = options.getOrDefault("starttls", login == null ? "off" : "required");
        if (!starttls.equals("required") && !starttls.equals("off")) {
            throw new IllegalArgumentException("starttls must be required or off for the relay " + url.getHost());
        }
        if ("smtps".equalsIgnoreCase(url.getScheme())) {
            return Security.TLS;
        }
        if (login != null && starttls.equals("off")) {
            throw new IllegalArgumentException("the relay " + url.getHost()
                    + " has a user and password but no TLS; use smtps:// or leave starttls=off away");
        }
        return starttls.equals("required") ? Security.STARTTLS : Security.NONE;
    }

    private static int weight(Map<String, String> options) {
        String weight = options.getOrDefault("weight", "1");
        if (!weight.matches("[1-9][0-9]{0,3}") || Integer.parseInt(weight) > MOST_WEIGHT) {
            throw new IllegalArgumentException("weight must be 1 to " + MOST_WEIGHT + ", not \"" + weight + "\"");
        }
        return Integer.parseInt(weight);
    }
}
