package headsup.incident;

import headsup.incident.Hint.Code;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads words before they leave, as a colleague over the shoulder would. What hangs on a language is looked for in English
 * words only; repetition is the same in all of them. Whether they blame others is judged in each language, see {@link Blame}.
 */
public final class Hints {

    private static final Pattern EXPERIENCE =
            words("you|your|customers?|users?|people|visitors?|callers?|readers?|shops?|"
                    + "can[’']t|cannot|unable|fails?|failed|failing|slow|slowly|slower|late|delayed|refused|declined|rejected|"
                    + "unavailable|errors?|down|missing|wrong|works?|working");
    private static final Pattern ACTION = words("we|our|we[’'](?:re|ve|ll)");
    private static final Pattern PUTS_OFF =
            words("soon|shortly|asap|as soon as (?:possible|we can)|in due course|stay tuned|momentarily");
    private static final Pattern VENDORS = Pattern.compile(
            "\\b(AWS|Amazon|Azure|Microsoft|Google|GCP|Cloudflare|Fastly|Akamai|Twilio|Stripe|Adyen|PayPal|Visa|Mastercard|"
                    + "GitHub|GitLab|Okta|Auth0|Salesforce|Slack|Zoom|OpenAI|Datadog|Heroku|DigitalOcean|Vercel|Netlify|"
                    + "SendGrid|Mailgun|Snowflake|MongoDB|Equinix|Verizon|Vodafone|Telekom|Comcast|Level 3|Lumen)\\b");
    private static final Pattern LINK = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
    private static final Pattern JARGON = words(
            "latenc(?:y|ies)|p9\\d|[45]xx|[45]\\d\\d errors?|database failover|failover|"
                    + "nodes?|pods?|clusters?|k8s|kubernetes|back-?ends?|endpoints?|replicas?|shards?|time-?outs?|mitigat(?:e|ed|ing|ion)|"
                    + "elevated error rates?|degraded performance|rca|bgp|dns|tls|sla|subset of (?:users|customers)|remediat(?:e|ed|ion)|"
                    + "regression|rollback|hotfix|payloads?|load ?balancers?|ingress|egress|throughput|connectivity issues?");
    private static final Set<String> ENGLISH = Set.of(
            "the", "is", "are", "was", "we", "our", "you", "your", "to", "of", "and", "some", "can", "have", "has",
            "with", "for", "they", "it", "this", "that", "not");
    private static final Pattern WORD = Pattern.compile("[\\p{L}’']+");
    private static final int ENGLISH_PERCENT = 10;
    private static final int TIMES = 2;

    private Hints() {}

    /**
     * @param message the words as they stand in the form
     * @param closing whether they are the last ones
     * @param before earlier words of the same incident, in any order
     */
    public static List<Hint> on(String message, boolean closing, List<String> before) {
        List<Hint> hints = new ArrayList<>();
        if (isEnglish(message)) {
            said(message, hints);
            if (!closing) {
                found(PUTS_OFF, message, hints, Code.NEXT, "“%s” is no time. Say when the next word comes.");
            }
            linked(message, hints);
            plain(message, hints);
        }
        repeated(message, before, hints);
        return hints;
    }

    private static void said(String message, List<Hint> hints) {
        if (!EXPERIENCE.matcher(message).find()) {
            hints.add(new Hint(Code.EXPERIENCE, "Say what customers notice: what fails, for whom, what still works."));
        }
        if (!ACTION.matcher(message).find()) {
            hints.add(new Hint(Code.ACTION, "Say what you do about it: “We are …”."));
        }
    }

    private static void linked(String message, List<Hint> hints) {
        if (!LINK.matcher(message).find()) {
            found(
                    VENDORS,
                    message,
                    hints,
                    Code.VENDOR,
                    "You name %s. Link to its own status, so that readers can follow it.");
        }
    }

    private static void plain(String message, List<Hint> hints) {
        found(JARGON, message, hints, Code.JARGON, "Customers do not say “%s”. What does it mean for them?");
        ReadingEase.of(message)
                .filter(ease -> ease < ReadingEase.PLAIN)
                .ifPresent(ease -> hints.add(new Hint(
                        Code.UNREADABLE,
                        "Hard to read: reading ease " + Math.max(0, ease)
                                + ", plain words have 60. Try shorter sentences.")));
    }

    private static void found(Pattern what, String message, List<Hint> hints, Code code, String sentence) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = what.matcher(message);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        if (!found.isEmpty()) {
            hints.add(new Hint(code, sentence.formatted(String.join(", ", found))));
        }
    }

    private static void repeated(String message, List<String> before, List<Hint> hints) {
        for (String sentence : ReadingEase.sentences(message)) {
            String same = normal(sentence);
            long times = before.stream()
                    .filter(earlier -> ReadingEase.sentences(earlier).stream()
                            .anyMatch(other -> normal(other).equals(same)))
                    .count();
            if (times >= TIMES) {
                hints.add(new Hint(
                        Code.REPEATED,
                        "“" + sentence.strip() + "” was said " + times
                                + " times already. A stock sentence counts as silence."));
                return;
            }
        }
    }

    private static String normal(String sentence) {
        return sentence.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private static boolean isEnglish(String message) {
        List<String> words = WORD.matcher(message)
                .results()
                .map(found -> found.group().toLowerCase(Locale.ROOT))
                .collect(Collectors.toList());
        long known = words.stream().filter(ENGLISH::contains).count();
        return !words.isEmpty() && known * 100 >= words.size() * (long) ENGLISH_PERCENT;
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("(?<![\\p{L}\\d])(?:" + alternatives + ")(?![\\p{L}\\d])", Pattern.CASE_INSENSITIVE);
    }
}
