package headsup.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import headsup.kernel.Problems;
import headsup.kernel.Refusal;
import headsup.kernel.TakesFacts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * {@code Idempotency-Key} on the POSTs of the staff API (draft-ietf-httpapi-idempotency-key-header). The answer is kept in
 * the very transaction that does the work, so a key is either unused or answered, also when the process dies in between; of
 * two that come at once the second waits for the first and gets its answer. A refusal
 * changed nothing and may be tried again, but at the doors of {@link TakesFacts}, where it is an answer too.
 */
class IdempotencyFilter {

    private static final String HEADER = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String PROBLEM = "application/problem+json";
    private static final int LONGEST_KEY = 128;
    private static final String OPEN = IdempotencyFilter.class.getName();
    private static final String ASKED = OPEN + ".asked";

    /** What was looked at and said no to; who is not signed in, or asks too often, was not looked at. */
    private static final Set<Integer> REFUSALS = Set.of(404, 409, 422);

    /** Shown once and kept hashed, or never kept at all. */
    private static final List<String> SECRETS = List.of("secret", "password");

    private record Claim(String actor, String key) {}

    private final Session database;
    private final Clock clock;
    private final Actor actor;
    private final ObjectMapper json;

    IdempotencyFilter(Session database, Clock clock, Actor actor, ObjectMapper json) {
        this.database = database;
        this.clock = clock;
        this.actor = actor;
        this.json = json;
    }

    @ServerRequestFilter
    @Nullable
    Response claim(ContainerRequestContext request) throws IOException {
        String key = request.getHeaderString(HEADER);
        if (key == null || !request.getMethod().equals("POST") || !isKept(request)) {
            return null;
        }
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            return Problems.answer(Refusal.field(HEADER, "must have 1 to " + LONGEST_KEY + " characters"));
        }
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        byte[] fingerprint = fingerprint(request, body);
        Claim claim = new Claim(actor.name(), key);
        QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(60));
        if (take(claim, fingerprint)) {
            request.setProperty(OPEN, claim);
            request.setProperty(ASKED, fingerprint);
            return null;
        }
        try {
            return answered(claim, fingerprint);
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    /** The staff API alone; the import streams more than can be kept, and is safe to run again by itself. */
    private static boolean isKept(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return path.startsWith("/api/v1/") && !path.equals("/api/v1/customers/import");
    }

    /** What is asked, whichever node it is asked of; secrets leave no trace, not even a hashed one. */
    private byte[] fingerprint(ContainerRequestContext request, byte[] body) {
        URI uri = request.getUriInfo().getRequestUri();
        byte[] asked = (uri.getRawPath() + "?" + uri.getRawQuery() + "\n").getBytes(StandardCharsets.UTF_8);
        return Secret.hash(concat(asked, withoutSecrets(body)));
    }

    private static JsonNode withoutSecrets(JsonNode answer) {
        return answer instanceof ObjectNode object ? object.without(SECRETS) : answer;
    }

    private byte[] withoutSecrets(byte[] body) {
        try {
            return json.readTree(body) instanceof ObjectNode object
                            && SECRETS.stream().anyMatch(object::has)
                    ? json.writeValueAsBytes(object.without(SECRETS))
                    : body;
        } catch (IOException notJson) {
            return body;
        }
    }

    private boolean take(Claim claim, byte[] fingerprint) {
        return database.createNativeMutationQuery("""
                                INSERT INTO idempotent_answer (actor, key, fingerprint, status, body, created_at)
                                VALUES (:actor, :key, :fingerprint, 0, '', :at) ON CONFLICT DO NOTHING""")
                        .setParameter("actor", claim.actor())
                        .setParameter("key", claim.key())
                        .setParameter("fingerprint", fingerprint)
                        .setParameter("at", clock.instant())
                        .executeUpdate()
                == 1;
    }

    private Response answered(Claim claim, byte[] fingerprint) {
        List<Object[]> rows = database.createNativeQuery(
                        "SELECT fingerprint, status, location, body FROM idempotent_answer WHERE actor = :actor AND key = :key",
                        Object[].class)
                .setParameter("actor", claim.actor())
                .setParameter("key", claim.key())
                .getResultList();
        Object[] row = rows.get(0);
        if (!MessageDigest.isEqual((byte[]) row[0], fingerprint)) {
            return Problems.answer(Refusal.of(
                    Refusal.Code.IDEMPOTENCY_CONFLICT, "This Idempotency-Key came with another request before."));
        }
        Response.ResponseBuilder response = Response.status((Integer) row[1]).header(REPLAYED, "true");
        if (row[2] != null) {
            response.header(HttpHeaders.LOCATION, row[2]);
        }
        String body = (String) row[3];
        return body.isEmpty()
                ? response.build()
                : response.type((Integer) row[1] < 400 ? MediaType.APPLICATION_JSON : PROBLEM)
                        .entity(body)
                        .build();
    }

    @ServerResponseFilter
    void settle(ContainerRequestContext request, ContainerResponseContext response, ResourceInfo door)
            throws JsonProcessingException {
        if (!(request.getProperty(OPEN) instanceof Claim claim)) {
            return;
        }
        request.removeProperty(OPEN);
        boolean success = response.getStatus() / 100 == 2;
        if (!success || QuarkusTransaction.getStatus() == jakarta.transaction.Status.STATUS_MARKED_ROLLBACK) {
            QuarkusTransaction.rollback();
            byte[] asked = (byte[]) request.getProperty(ASKED);
            boolean lasting = door.getResourceClass() != null
                    && door.getResourceClass().isAnnotationPresent(TakesFacts.class)
                    && REFUSALS.contains(response.getStatus());
            if (lasting) {
                String refusal = json.writeValueAsString(json.valueToTree(response.getEntity()));
                QuarkusTransaction.requiringNew().run(() -> keepRefusal(claim, asked, response.getStatus(), refusal));
            }
            return;
        }
        String body = response.getEntity() == null
                ? ""
                : json.writeValueAsString(withoutSecrets(json.valueToTree(response.getEntity())));
        answer(claim, response.getStatus(), response.getHeaderString(HttpHeaders.LOCATION), body);
        QuarkusTransaction.commit();
    }

    /** If another has come in between under the same key, its answer stands. */
    private void keepRefusal(Claim claim, byte[] fingerprint, int status, String body) {
        if (take(claim, fingerprint)) {
            answer(claim, status, null, body);
        }
    }

    private void answer(Claim claim, int status, @Nullable String location, String body) {
        database.createNativeMutationQuery(
                        "UPDATE idempotent_answer SET status = :status, location = :location, body = :body WHERE actor = :actor AND key = :key")
                .setParameter("status", status)
                .setParameter("location", location, String.class)
                .setParameter("body", body)
                .setParameter("actor", claim.actor())
                .setParameter("key", claim.key())
                .executeUpdate();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
