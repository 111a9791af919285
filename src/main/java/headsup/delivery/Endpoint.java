package headsup.delivery;

import headsup.kernel.Refusal;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a webhook goes: an absolute http or https address.
 *
 * @param host a name, or an address without brackets
 * @param target path and query, as they stand in the request line
 */
record Endpoint(boolean isTls, String host, int port, String target) {

    static final int LONGEST = 2_000;

    /** Looks like an address, so that no name server is asked. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    /**
     * The address as somebody wrote it.
     *
     * @param anywhere whether it may be one that only this machine or its neighbours reach
     * @throws Refusal {@code invalid_field} when it is too long, no http or https address, or holds a name or password; when
     *     it is plainly a private one and {@code anywhere} is false. Names are looked up when a message is sent
     */
    static Endpoint of(String url, boolean anywhere) {
        if (url.length() > LONGEST) {
            throw refused("has more than 2,000 characters");
        }
        URI uri = parsed(url);
        String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw refused("must be an absolute http or https address, as in https://hooks.example.com/status");
        }
        if (uri.getRawUserInfo() != null) {
            throw refused("must not hold a name or password; messages are signed instead");
        }
        if (uri.getPort() > 65_535 || uri.getPort() == 0) {
            throw refused("has a port that is none");
        }
        Endpoint endpoint = of(uri, scheme.equals("https"));
        if (!anywhere && endpoint.isPlainlyPrivate()) {
            throw refused("is an address only this machine or its network reaches; an operator can allow that");
        }
        return endpoint;
    }

    private static Endpoint of(URI uri, boolean tls) {
        String path = Objects.requireNonNullElse(uri.getRawPath(), "");
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        int port = uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort();
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        return new Endpoint(tls, host, port, (path.isEmpty() ? "/" : path) + query);
    }

    private static URI parsed(String url) {
        try {
            return new URI(new URI(url).toASCIIString());
        } catch (URISyntaxException unreadable) {
            throw refused("is no address: " + unreadable.getReason());
        }
    }

    private boolean isPlainlyPrivate() {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return true;
        }
        try {
            return ADDRESS.matcher(host).matches() && !Outside.isPublic(InetAddress.getByName(host));
        } catch (UnknownHostException none) {
            return true;
        }
    }

    /**
     * The address to connect to, so that what was checked is what is used, whatever the name says a moment later.
     *
     * @throws UnknownHostException when there is none, or only some we may not go to
     */
    InetAddress resolved(boolean anywhere) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (anywhere || Outside.isPublic(address)) {
                return address;
            }
        }
        throw new UnknownHostException(
                host + " has private addresses alone; HEADSUP_WEBHOOKS_PRIVATE_ADDRESSES allows them");
    }

    private static Refusal refused(String why) {
        return Refusal.field("url", why);
    }
}
