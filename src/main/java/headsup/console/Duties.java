package headsup.console;

import headsup.access.Role;
import headsup.kernel.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The roles as a form offers them. */
final class Duties {

    static final String FIELD = "role";

    /** @param hint what one may do with it */
    record Choice(String value, String word, String hint, boolean chosen) {}

    private Duties() {}

    static List<Choice> all(Form form) {
        return those(role -> true, form);
    }

    static List<Choice> those(Predicate<Role> offered, Form form) {
        return Arrays.stream(Role.values())
                .filter(offered)
                .map(role -> new Choice(role.word(), word(role), hint(role), form.says(FIELD, role.word())))
                .toList();
    }

    /** @throws Refusal {@code invalid_field} when none is */
    static Role chosen(Form form) {
        return Arrays.stream(Role.values())
                .filter(role -> form.says(FIELD, role.word()))
                .findFirst()
                .orElseThrow(() -> Refusal.field(FIELD, "must be chosen"));
    }

    static String word(Role role) {
        return switch (role) {
            case VIEWER -> "Viewer";
            case RESPONDER -> "Responder";
            case CARE -> "Care";
            case ADMIN -> "Administrator";
        };
    }

    private static String hint(Role role) {
        return switch (role) {
            case VIEWER -> "reads";
            case RESPONDER -> "declares and updates";
            case CARE -> "writes touchpoints and complaints";
            case ADMIN -> "everything";
        };
    }
}
