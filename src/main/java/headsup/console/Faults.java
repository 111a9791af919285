package headsup.console;

import headsup.kernel.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers all that is wrong with a form, so that it is said at once. */
final class Faults {

    private final List<Refusal.FieldError> found = new ArrayList<>();

    void required(Form form, String field, int most) {
        if (form.value(field).isBlank()) {
            found.add(new Refusal.FieldError(field, "is missing"));
        }
        optional(form, field, most);
    }

    void optional(Form form, String field, int most) {
        if (form.value(field).length() > most) {
            found.add(new Refusal.FieldError(field, "has more than " + Figures.of(most) + " characters"));
        }
    }

    /** What the field holds; null also when it holds what can't be read. */
    <T> @Nullable T reading(Supplier<@Nullable T> field) {
        try {
            return field.get();
        } catch (Refusal refusal) {
            found.addAll(refusal.errors());
            return null;
        }
    }

    /** @throws Refusal {@code invalid_field} when anything was wrong */
    void refuse() {
        if (!found.isEmpty()) {
            throw Refusal.fields(found);
        }
    }
}
