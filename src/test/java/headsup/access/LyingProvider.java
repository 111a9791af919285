package headsup.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider that signs real tokens and asks for PKCE, and lies in one of them when it is told to. Whoever comes is the
 * person it was told about.
 */
public final class LyingProvider implements AutoCloseable {

    /** What is wrong with the next ID token. */
    public enum Lie {
        NONE,
        AUDIENCE,
        ISSUER,
        NONCE,
        NO_NONCE,
        EXPIRED,
        SIGNATURE,
        UNKNOWN_KEY,
        UNSIGNED,
        NO_SUBJECT
    }

    /** Whom it vouches for; a null name or address is not said. */
    public record Person(
            String subject,
            @Nullable String username,
            @Nullable String email,
            List<String> groups) {}

    static final String CLIENT = "headsup";
    static final String SECRET = "a secret between the two";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "the-only-key";
    private static final KeyPair KEYS = keys();
    private static final KeyPair OTHERS = keys();

    private record Asked(String redirect, String challenge, String nonce) {}

    private final HttpServer server;
    private final String issuer;
    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private volatile Lie lie = Lie.NONE;
    private volatile Person person = new Person("nobody", null, null, List.of());

    private LyingProvider(HttpServer server, String issuer) {
        this.server = server;
        this.issuer = issuer;
    }

    public static LyingProvider at(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            LyingProvider provider = new LyingProvider(server, "http://127.0.0.1:" + port);
            server.createContext("/.well-known/openid-configuration", provider::discover);
            server.createContext("/jwks", provider::showKeys);
            server.createContext("/authorize", provider::authorize);
            server.createContext("/token", provider::token);
            server.start();
            return provider;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    public void vouchFor(Person somebody) {
        person = somebody;
        lie = Lie.NONE;
    }

    void tell(Lie next) {
        lie = next;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void discover(HttpExchange call) throws IOException {
        answer(
                call,
                Map.of(
                        "issuer",
                        issuer,
                        "authorization_endpoint",
                        issuer + "/authorize",
                        "token_endpoint",
                        issuer + "/token",
                        "jwks_uri",
                        issuer + "/jwks",
                        "response_types_supported",
                        List.of("code"),
                        "subject_types_supported",
                        List.of("public"),
                        "id_token_signing_alg_values_supported",
                        List.of("RS256")));
    }

    private void showKeys(HttpExchange call) throws IOException {
        RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
        Map<String, String> shown = Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                KEY,
                "n",
                base64(unsigned(key.getModulus().toByteArray())),
                "e",
                base64(key.getPublicExponent().toByteArray()));
        answer(call, Map.of("keys", List.of(shown)));
    }

    /** Whoever comes has signed in here before. */
    private void authorize(HttpExchange call) throws IOException {
        Map<String, String> asked = parameters(call.getRequestURI().getRawQuery());
        String redirect = Objects.requireNonNull(asked.get("redirect_uri"));
        boolean whole = CLIENT.equals(asked.get("client_id"))
                && "code".equals(asked.get("response_type"))
                && "S256".equals(asked.get("code_challenge_method"))
                && asked.containsKey("nonce")
                && asked.containsKey("state");
        String code = UUID.randomUUID().toString();
        if (whole) {
            codes.put(
                    code,
                    new Asked(redirect, asked.getOrDefault("code_challenge", ""), asked.getOrDefault("nonce", "")));
        }
        String outcome = whole ? "code=" + code : "error=invalid_request";
        call.getResponseHeaders()
                .set(
                        "Location",
                        redirect + "?" + outcome + "&state="
                                + URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8));
        call.sendResponseHeaders(302, -1);
        call.close();
    }

    private void token(HttpExchange call) throws IOException {
        Map<String, String> given =
                parameters(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Asked asked = codes.remove(given.getOrDefault("code", ""));
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((CLIENT + ":" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8));
        String plain =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        String proof = call.getRequestHeaders().getFirst("Authorization");
        if (asked == null
                || !(basic.equals(proof) || plain.equals(proof))
                || !asked.redirect().equals(given.get("redirect_uri"))
                || !asked.challenge().equals(challenge(given.getOrDefault("code_verifier", "")))) {
            call.sendResponseHeaders(400, -1);
            call.close();
            return;
        }
        answer(
                call,
                Map.of(
                        "access_token",
                        "not for us",
                        "token_type",
                        "Bearer",
                        "expires_in",
                        300,
                        "id_token",
                        idToken(asked)));
    }

    private String idToken(Asked asked) {
        Instant now = Instant.now();
        boolean old = lie == Lie.EXPIRED;
        JwtClaimsBuilder claims = Jwt.claims()
                .issuer(lie == Lie.ISSUER ? "https://evil.example" : issuer)
                .audience(lie == Lie.AUDIENCE ? "another-app" : CLIENT)
                .issuedAt(old ? now.minus(Duration.ofHours(2)) : now)
                .expiresAt(old ? now.minus(Duration.ofHours(1)) : now.plus(Duration.ofMinutes(5)))
                .claim("groups", person.groups());
        if (lie != Lie.NO_SUBJECT) {
            claims.subject(person.subject());
        }
        if (lie != Lie.NO_NONCE) {
            claims.claim("nonce", lie == Lie.NONCE ? "of another sign-in" : asked.nonce());
        }
        Optional.ofNullable(person.username()).ifPresent(name -> claims.claim("preferred_username", name));
        Optional.ofNullable(person.email()).ifPresent(email -> claims.claim("email", email));
        KeyPair signer = lie == Lie.SIGNATURE || lie == Lie.UNKNOWN_KEY ? OTHERS : KEYS;
        String token =
                claims.jws().keyId(lie == Lie.UNKNOWN_KEY ? "another-key" : KEY).sign(signer.getPrivate());
        return lie == Lie.UNSIGNED ? unsigned(token) : token;
    }

    private static String unsigned(String token) {
        String header = base64("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        return header + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
    }

    private static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void answer(HttpExchange call, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(200, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? java.util.Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
