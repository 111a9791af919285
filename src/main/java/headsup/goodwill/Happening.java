package headsup.goodwill;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;

/**
 * A fact of a relationship in its place. As JSON an array, as {@link RelationshipBooks} writes it down.
 *
 * @param minute UTC minute
 * @param about place, in the list of all happenings, of the earlier one it is about
 * @param incident name of an incident of the customer that was open at that minute; known for good news only
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record Happening(
        long minute,
        RelationshipFact what,
        @Nullable Integer about,
        @Nullable String incident) {}
