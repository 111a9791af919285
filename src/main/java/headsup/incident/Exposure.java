package headsup.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A period in which an incident affected those who depend on some of its components.
 *
 * @param from since when
 * @param until null while it lasts
 * @param impact how badly; never none
 * @param restored whether it ended because what they depend on worked again; else it only became better or worse
 */
public record Exposure(Instant from, @Nullable Instant until, Impact impact, boolean restored) {}
