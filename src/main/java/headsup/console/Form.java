package headsup.console;

import headsup.incident.Hint;
import headsup.kernel.Refusal;
import jakarta.ws.rs.core.MultivaluedMap;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What stands in a form: the words as they were written, and beside a field what is wrong with it. */
final class Form {

    /** A name and its value, to be carried on by a hidden field. */
    public record Field(String name, String value) {}

    private static final String ID = "form";
    private static final Pattern ID_SHAPE = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final Set<String> MARKED = Set.of(
            "name",
            "message",
            "startedAt",
            Drafts.ESTIMATE_AT,
            "title",
            "scheduledFor",
            "scheduledUntil",
            "group",
            "description",
            "effectiveAt",
            "recordedAt",
            "address",
            "note",
            "connected",
            "email",
            "locale",
            "timeZone",
            "reason",
            "at",
            "incident",
            "percent",
            "points",
            "score",
            "touchpoint",
            "subject",
            "owner",
            "dueAt",
            "executive",
            "ref",
            "file",
            "role",
            "disabled",
            "label",
            "password",
            "oldPassword",
            "url",
            "secret",
            "events",
            "visibility");
    private static final Set<String> SECRETS = Set.of("password", "oldPassword", "secret");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, String> values;
    private final List<Refusal.FieldError> faults;
    private final String trouble;
    private final boolean resumed;
    private final List<Hint> hints;

    private Form(Map<String, String> values, List<Refusal.FieldError> faults, String trouble, boolean resumed) {
        this(values, faults, trouble, resumed, List.of());
    }

    private Form(
            Map<String, String> values,
            List<Refusal.FieldError> faults,
            String trouble,
            boolean resumed,
            List<Hint> hints) {
        this.values = values;
        this.faults = faults;
        this.trouble = trouble;
        this.resumed = resumed;
        this.hints = hints;
    }

    /** A new form, good for one sending. */
    static Form blank() {
        return new Form(Map.of(ID, newId()), List.of(), "", false);
    }

    /** One that was sent when its writer was not signed in any more. */
    static Form kept(Map<String, String> values) {
        return new Form(values, List.of(), "", true);
    }

    /** Nobody guesses it. */
    static String newId() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    static Form of(MultivaluedMap<String, String> written) {
        Map<String, String> values = new LinkedHashMap<>();
        written.forEach((name, given) -> {
            if (!name.equals(Seal.FIELD) && !given.isEmpty()) {
                values.put(name, given.get(0).strip().replace("\r\n", "\n"));
            }
        });
        return new Form(values, List.of(), "", false);
    }

    Form with(String field, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(field, value);
        return new Form(more, faults, trouble, resumed, hints);
    }

    /** With what is wrong: beside the fields, or above them all. */
    Form with(Refusal refusal) {
        return new Form(values, refusal.errors(), refusal.errors().isEmpty() ? refusal.detail() : "", false);
    }

    /** Handed back before anything was done, with what its writer has to know about the words first. */
    Form asking(String why, Hint hint) {
        return new Form(values, List.of(), why, false, List.of(hint));
    }

    /** What stands beside its words from the start. */
    public List<Hint> hints() {
        return hints;
    }

    /** What may be kept: everything but passwords. */
    Map<String, String> withoutSecrets() {
        Map<String, String> open = new LinkedHashMap<>(values);
        open.keySet().removeAll(SECRETS);
        return open;
    }

    /** @throws Refusal {@code malformed} for a form we did not hand out */
    String id() {
        String id = value(ID);
        if (!ID_SHAPE.matcher(id).matches()) {
            throw Refusal.of(Refusal.Code.MALFORMED, "This form is not whole. Load the page again.");
        }
        return id;
    }

    /** Empty when nothing was written. */
    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public boolean says(String field, String value) {
        return value(field).equals(value);
    }

    public boolean ticked(String field) {
        return !value(field).isEmpty();
    }

    /** Empty when the field is right. */
    public String fault(String field) {
        return faults.stream()
                .filter(fault -> fault.field().equals(field))
                .findFirst()
                .map(Refusal.FieldError::message)
                .orElse("");
    }

    public boolean isRefused() {
        return !faults.isEmpty() || !trouble.isEmpty();
    }

    /** Whether it was sent while its writer was signed out, and stands here again. */
    public boolean isResumed() {
        return resumed;
    }

    /** Whether somebody is in the middle of it. */
    public boolean isBegun() {
        return resumed || isRefused();
    }

    /** All that is wrong with fields. */
    public List<Refusal.FieldError> faults() {
        return faults;
    }

    /** What is wrong with fields beside which nothing can stand. */
    public List<Refusal.FieldError> elsewhere() {
        return faults.stream()
                .filter(fault -> !MARKED.contains(fault.field()) && !Tongues.isField(fault.field()))
                .toList();
    }

    /** What is wrong with no field of its own; empty when nothing is. */
    public String trouble() {
        return trouble;
    }

    /** All fields except these. */
    public List<Field> carried(String... without) {
        Set<String> left = Set.of(without);
        return values.entrySet().stream()
                .filter(entry -> !left.contains(entry.getKey()))
                .map(entry -> new Field(entry.getKey(), entry.getValue()))
                .toList();
    }
}
