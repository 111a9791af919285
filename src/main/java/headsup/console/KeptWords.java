package headsup.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.Session;

/**
 * What somebody sent when their session was over: kept for a day, for them alone, so that it stands in its form again when they
 * have signed in. Nothing of it was done.
 */
@ApplicationScoped
class KeptWords {

    /** The part of an address that names what was kept. */
    static final String QUERY = "kept";

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST_CHARACTERS = 100_000;
    private static final int LONGEST_ACTION = 255;

    /** Where the forms are sent whose screens put kept words back. */
    private static final Pattern WORDS = Pattern.compile(
            "/console/(?:declare|announce|components|people|tokens|webhooks|templates/[^/]+|settings/test-letter"
                    + "|incidents/[^/]+/(?:updates(?:/[^/]+/blame)?|root-cause|reopening|calls(?:/claim|/[^/]+/withdrawal)?|crew)|people/[^/]+/standing"
                    + "|maintenances/[^/]+/(?:updates(?:/[^/]+/blame)?|window|cancellation|end|extension)"
                    + "|customers/[^/]+/(?:opening(?:/withdrawal)?|touchpoints(?:/[^/]+/withdrawal)?|(?:complaints|contacts)(?:/[^/]+)?|complaints/[^/]+/withdrawal|contacts/[^/]+/quarantine|deliveries)"
                    + "|subscribers/[^/]+/customer)");

    /** Addresses that only take forms, each below the page on which its form stands. */
    private static final Pattern BELOW = Pattern.compile(
            "(/console/incidents/[^/]+/calls|/console/(?:incidents|maintenances|people|templates|goodwill/policies)/[^/]+"
                    + "|/console/customers/[^/]+/[^/]+|/console/(?:settings|tokens|subscribers))/(?!calls$).+");

    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    private final Session database;
    private final Clock clock;
    private final ObjectMapper json;

    KeptWords(Session database, Clock clock, ObjectMapper json) {
        this.database = database;
        this.clock = clock;
        this.json = json;
    }

    /** The page on which a form stands that is sent to {@code action}. */
    static String page(String action) {
        Matcher below = BELOW.matcher(action);
        return below.matches() ? below.group(1) : action.startsWith(LanesScreen.PATH) ? SettingsScreen.PATH : action;
    }

    /**
     * Keeps a form, all but its passwords.
     *
     * @return by what it is found again; empty for one that is too large, or holds nothing anybody wrote
     */
    @Transactional
    Optional<String> keep(String member, String action, Form form) {
        String fields = write(form.withoutSecrets());
        if (!WORDS.matcher(action).matches() || fields.length() > MOST_CHARACTERS || action.length() > LONGEST_ACTION) {
            return Optional.empty();
        }
        String id = Form.newId();
        database.createNativeMutationQuery(
                        "INSERT INTO console_kept (id, member, action, fields, created_at) VALUES (:id, :member, :action, :fields, :at)")
                .setParameter("id", id)
                .setParameter("member", member)
                .setParameter("action", action)
                .setParameter("fields", fields)
                .setParameter("at", clock.instant())
                .executeUpdate();
        return Optional.of(id);
    }

    @Scheduled(every = "1h", identity = "kept-words")
    @Transactional
    void forget() {
        database.createNativeMutationQuery("DELETE FROM console_kept WHERE created_at < :old")
                .setParameter("old", clock.instant().minus(KEPT))
                .executeUpdate();
    }

    /** The form that was kept, if it is this member's and was sent there. */
    @Transactional
    Optional<Form> of(String id, String member, String action) {
        return database.createNativeQuery(
                        "SELECT fields FROM console_kept WHERE id = :id AND member = :member AND action = :action",
                        String.class)
                .setParameter("id", id)
                .setParameter("member", member)
                .setParameter("action", action)
                .getResultStream()
                .findFirst()
                .map(fields -> Form.kept(read(fields)));
    }

    /**
     * The form of one thing in a list.
     *
     * @param id of the thing, as in {@code /console/subscribers/{id}/customer}
     */
    record Item(String id, Form form) {}

    /** The form that was kept, if it is this member's and was sent for one thing of the list on {@code page}. */
    @Transactional
    Optional<Item> below(String id, String member, String page) {
        return database.createNativeQuery(
                        "SELECT action, fields FROM console_kept WHERE id = :id AND member = :member", Object[].class)
                .setParameter("id", id)
                .setParameter("member", member)
                .getResultStream()
                .filter(row -> ((String) row[0]).startsWith(page + "/"))
                .findFirst()
                .map(row -> new Item(
                        ((String) row[0]).substring(page.length() + 1).replaceAll("/.*", ""),
                        Form.kept(read((String) row[1]))));
    }

    private String write(Map<String, String> fields) {
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("strings can be written as JSON", impossible);
        }
    }

    private Map<String, String> read(String fields) {
        try {
            return json.readValue(fields, FIELDS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("we wrote it ourselves", impossible);
        }
    }
}
