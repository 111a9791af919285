package headsup.audience;

import headsup.kernel.Refusal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one customer as they came, gives each in the form we keep, and notes every fault with the field's path.
 * An empty field is no field; a field with a fault reads as null.
 */
final class Proofreader {

    static final int LONGEST_NAME = 255;
    static final String FIRST_LOCALE = "en";
    static final String FIRST_TIME_ZONE = "Etc/UTC";

    private static final int FIRST_YEAR = 1800;
    private static final int LAST_YEAR = 2999;
    private static final int LONGEST_SHORT = 64;
    private static final int LONGEST_LOCALE = 35;
    private static final int LONGEST_ADDRESS = 320;
    private static final int FEWEST_PHONE_DIGITS = 3;
    private static final Pattern REF = Pattern.compile("[A-Za-z0-9\\-_.:@]{1,64}");
    private static final Pattern DOTS = Pattern.compile("\\.+");
    private static final Pattern PHONE =
            Pattern.compile("\\+?[0-9 ()./,;#*-]+((x|ext\\.?) ?[0-9]+)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_A_DIGIT = Pattern.compile("[^0-9]");
    /** Marks that turn the reading direction, with which one text can be made to look like another. */
    private static final Pattern TURNING = Pattern.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\u2028\u2029\ufeff]");
    private static final Set<String> LANGUAGES = Stream.concat(
                    Arrays.stream(Locale.getISOLanguages()),
                    Arrays.stream(Locale.getAvailableLocales()).map(Locale::getLanguage))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private final List<Refusal.FieldError> faults = new ArrayList<>();

    void note(String field, String message) {
        faults.add(new Refusal.FieldError(field, message));
    }

    List<Refusal.FieldError> faults() {
        return faults;
    }

    /** @throws Refusal {@code invalid_field} with every fault, when there is one */
    void refuseFaults() {
        if (!faults.isEmpty()) {
            throw Refusal.fields(faults);
        }
    }

    /** The operator's own name of the customer. */
    @Nullable
    String ref(String field, @Nullable String given) {
        String text = required(field, plain(field, given, LONGEST_SHORT), given);
        if (text != null && !isRef(text)) {
            note(field, "must be 1 to 64 letters, digits or any of -_.:@, and neither dots alone nor \"import\"");
            return null;
        }
        return text;
    }

    static boolean isRef(String text) {
        return REF.matcher(text).matches() && !DOTS.matcher(text).matches() && !text.equals("import");
    }

    @Nullable
    String name(String field, @Nullable String given) {
        return plain(field, given, LONGEST_NAME);
    }

    @Nullable
    String requiredName(String field, @Nullable String given) {
        return required(field, name(field, given), given);
    }

    @Nullable
    String email(String field, @Nullable String given) {
        String text = required(field, plain(field, given, LONGEST_ADDRESS), given);
        if (text == null) {
            return null;
        }
        String fault = Address.fault(text);
        if (fault != null) {
            note(field, fault);
            return null;
        }
        return Address.canonical(text);
    }

    @Nullable
    String phone(String field, @Nullable String given) {
        String text = plain(field, given, LONGEST_SHORT);
        if (text == null
                || (PHONE.matcher(text).matches()
                        && NOT_A_DIGIT.matcher(text).replaceAll("").length() >= FEWEST_PHONE_DIGITS)) {
            return text;
        }
        note(field, "is no telephone number");
        return null;
    }

    /** A short word about the customer, as who looks after it. */
    @Nullable
    String word(String field, @Nullable String given) {
        return plain(field, given, LONGEST_SHORT);
    }

    /** A day, as in {@code 2019-04-01}. */
    @Nullable
    LocalDate day(String field, @Nullable String given) {
        String text = plain(field, given, LONGEST_SHORT);
        if (text == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeParseException noDay) {
            // Reported by the range check below.
        }
        note(field, "must be a day like 2019-04-01");
        return null;
    }

    @Nullable
    Integer whole(String field, @Nullable String given, int least, int most) {
        String text = plain(field, given, LONGEST_SHORT);
        if (text == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(text.replace('\u2212', '-'));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Reported by the range check below.
        }
        note(field, "must be a whole number from " + least + " to " + most);
        return null;
    }

    /** What the customer brings along; both parts or neither. {@code path} stands before the fields of its faults. */
    OpeningBalances.@Nullable Opening opening(
            String pointsField, @Nullable String points, String sourceField, @Nullable String source) {
        int before = faults.size();
        Integer number = whole(pointsField, points, OpeningBalances.LEAST, OpeningBalances.MOST);
        String from = name(sourceField, source);
        if (faults.size() > before) {
            return null;
        }
        if (number != null && from == null) {
            note(sourceField, "is missing: say where the opening balance comes from");
            return null;
        }
        return number == null || from == null ? null : new OpeningBalances.Opening(number, from);
    }

    @Nullable
    String tag(String field, @Nullable String given) {
        String text = required(field, plain(field, given, LONGEST_SHORT), given);
        if (text != null && text.indexOf(';') >= 0) {
            note(field, "must not hold a semicolon");
            return null;
        }
        return text;
    }

    @Nullable
    String locale(String field, @Nullable String given) {
        String text = plain(field, given, LONGEST_LOCALE);
        if (text == null) {
            return null;
        }
        try {
            Locale locale = new Locale.Builder().setLanguageTag(text).build();
            if (LANGUAGES.contains(locale.getLanguage())
                    && !locale.getLanguage().isEmpty()) {
                return locale.toLanguageTag();
            }
        } catch (IllformedLocaleException illFormed) {
            // Reported by the check below.
        }
        note(field, "is no BCP 47 language tag, as in de-CH");
        return null;
    }

    @Nullable
    String timeZone(String field, @Nullable String given) {
        String text = plain(field, given, LONGEST_SHORT);
        if (text == null || ZONES.contains(text)) {
            return text;
        }
        note(field, "is no IANA time zone, as in Europe/Zurich");
        return null;
    }

    private @Nullable String required(String field, @Nullable String read, @Nullable String given) {
        if (given == null || given.isBlank()) {
            note(field, "is missing");
        }
        return read;
    }

    /** Without blanks around; null when empty, too long, or with characters that no line of text holds. */
    private @Nullable String plain(String field, @Nullable String given, int longest) {
        if (given == null || given.isBlank()) {
            return null;
        }
        String text = given.strip();
        String fault = text.indexOf('\ufffd') >= 0 || hasLoneSurrogate(text)
                ? "is not UTF-8, or was not where it came from"
                : CONTROL.matcher(text).find()
                        ? "must not hold line breaks or other control characters"
                        : TURNING.matcher(text).find()
                                ? "must not hold characters that turn the reading direction"
                                : text.length() > longest ? "is longer than " + longest + " characters" : null;
        if (fault == null) {
            return text;
        }
        note(field, fault);
        return null;
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
