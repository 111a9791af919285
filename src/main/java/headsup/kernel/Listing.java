package headsup.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, as every list door answers it.
 *
 * @param items at most the asked limit
 * @param next opaque cursor of the following page, null at the end
 */
public record Listing<T>(List<T> items, @Nullable String next) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int LARGEST_LIMIT = 500;

    /** The limit to use: the default when null; refuses ({@code invalid_field}) what is outside 1 to 500. */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return DEFAULT_LIMIT;
        }
        if (asked < 1 || asked > LARGEST_LIMIT) {
            throw Refusal.field("limit", "must be from 1 to " + LARGEST_LIMIT);
        }
        return asked;
    }

    /** A page out of {@code limit + 1} fetched rows: the row too many only says that there is more. */
    public static <R, T> Listing<T> of(List<R> rows, int limit, Function<R, String> position, Function<R, T> item) {
        boolean more = rows.size() > limit;
        List<R> shown = more ? rows.subList(0, limit) : rows;
        String next = more ? cursor(position.apply(shown.get(shown.size() - 1))) : null;
        return new Listing<>(shown.stream().map(item).toList(), next);
    }

    public static String cursor(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /** The position behind a cursor, null for none; refuses ({@code invalid_field}) what we never gave out. */
    public static @Nullable String position(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.field("cursor", "is not a cursor from this list");
        }
    }

    /** Like {@link #position}, for lists that are ordered by a whole number; {@code start} without a cursor. */
    public static long position(@Nullable String cursor, long start) {
        String position = position(cursor);
        try {
            return position == null ? start : Long.parseLong(position);
        } catch (NumberFormatException notANumber) {
            throw Refusal.field("cursor", "is not a cursor from this list");
        }
    }
}
