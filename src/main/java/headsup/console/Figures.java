package headsup.console;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {

    private Figures() {}

    /** As in {@code 1,204}. */
    static String of(long number) {
        return String.format(Locale.ENGLISH, "%,d", number).replace('-', '\u2212');
    }

    /** As in {@code −1,204.5}. */
    static String tenths(BigDecimal number) {
        return String.format(Locale.ENGLISH, "%,.1f", number).replace('-', '\u2212');
    }

    /** With its sign, as in {@code +5} or {@code −3}. */
    static String signed(long number) {
        return (number > 0 ? "+" : "") + of(number);
    }

    /** As in {@code 1 contact} or {@code 1,204 contacts}. */
    static String of(long number, String one) {
        return of(number) + " " + (number == 1 ? one : one + "s");
    }
}
