package headsup.goodwill;

import com.fasterxml.jackson.databind.JsonNode;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The versions of the policy for who reads them and puts one in force; made they are by the API. */
@ApplicationScoped
public class PolicyBook {

    private static final int MOST = 100;

    /**
     * @param id as entries name it, {@code default/1}
     * @param active whether incidents are declared under it now
     * @param activatedAt when it came into force last; null when it never was
     * @param changes what it has otherwise than the one in force
     * @param fields all it says
     */
    public record Version(
            int number,
            String id,
            boolean active,
            Instant createdAt,
            String createdBy,
            @Nullable Instant activatedAt,
            @Nullable String activatedBy,
            List<Change> changes,
            List<Field> fields) {}

    /** @param name as in {@code tariff.promise_broken.critical} */
    public record Field(String name, String value) {}

    /** @param field as in {@code tariff.promise_broken.critical} */
    public record Change(String field, String before, String after) {}

    private final Policies policies;
    private final Replays replays;

    PolicyBook(Policies policies, Replays replays) {
        this.policies = policies;
        this.replays = replays;
    }

    /** Newest first. */
    @Transactional
    public List<Version> newest() {
        Policy active = policies.active().policy();
        return policies.before(Long.MAX_VALUE, MOST).stream()
                .map(version -> version(version, active))
                .toList();
    }

    /** @throws Refusal {@code not_found} */
    @Transactional
    public Version get(int number) {
        return version(policies.get(number), policies.active().policy());
    }

    /** @throws Refusal {@code not_found} */
    @Transactional
    public Preview preview(int number) {
        return replays.preview(policies.get(number).policy());
    }

    /**
     * Puts a version in force for what is declared from now on.
     *
     * @param seen digest of the preview that was seen
     * @throws Refusal {@code not_found}; {@code illegal_transition} when it is in force already, or another preview was seen
     */
    @Transactional
    public void activate(int number, String seen) {
        policies.activate(number, seen);
    }

    private static Version version(Policies.Version version, Policy active) {
        JsonNode document = PolicyDocument.of(version.policy());
        List<Change> changes = new ArrayList<>();
        collect("", PolicyDocument.of(active), document, changes);
        List<Field> fields = new ArrayList<>();
        list("", document, fields);
        return new Version(
                version.number(),
                version.policy().id(),
                version.active(),
                version.createdAt(),
                version.createdBy(),
                version.activatedAt(),
                version.activatedBy(),
                List.copyOf(changes),
                List.copyOf(fields));
    }

    private static void list(String path, JsonNode document, List<Field> fields) {
        for (Map.Entry<String, JsonNode> field : document.properties()) {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            if (field.getValue().isObject()) {
                list(name, field.getValue(), fields);
            } else {
                fields.add(new Field(name, field.getValue().asText()));
            }
        }
    }

    /** Both have the same fields: {@link PolicyDocument} writes all of them. */
    private static void collect(String path, JsonNode before, JsonNode after, List<Change> changes) {
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JsonNode other = after.path(field.getKey());
            if (field.getValue().isObject()) {
                collect(name, field.getValue(), other, changes);
            } else if (!field.getValue().equals(other)) {
                changes.add(new Change(name, field.getValue().asText(), other.asText()));
            }
        }
    }
}
