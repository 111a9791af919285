package headsup.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** How every JSON door speaks: ISO 8601 times in UTC with three digits of milliseconds, ISO 8601 durations. */
@Singleton
public final class JsonShape implements ObjectMapperCustomizer {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final Instant END_OF_TIMES = Instant.parse("2200-01-01T00:00:00Z");

    /** Last of all: whoever registers a serializer later wins. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("headsup")
                .addSerializer(Instant.class, new Millis())
                .addDeserializer(Instant.class, new WithinReach())
                .addDeserializer(String.class, new Keepable()));
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        mapper.disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(50).build());
    }

    /** The time as the doors write it. */
    public static String time(Instant instant) {
        return MILLIS.format(instant);
    }

    /**
     * A time as a caller wrote it.
     *
     * @throws Refusal {@code invalid_field} when it is no ISO 8601 time in UTC of the years 1970 to 2199
     */
    public static Instant time(String field, String text) {
        try {
            return withinReach(field, Instant.parse(text));
        } catch (DateTimeParseException unreadable) {
            throw Refusal.field(field, "must be an ISO 8601 time in UTC, as in 2026-11-21T14:30:00Z");
        }
    }

    private static Instant withinReach(String field, Instant time) {
        if (time.isBefore(Instant.EPOCH) || !time.isBefore(END_OF_TIMES)) {
            throw Refusal.field(field, "must lie in the years 1970 to 2199");
        }
        return time;
    }

    /** Nobody means a time that neither clock nor database can hold. */
    private static final class WithinReach extends StdScalarDeserializer<Instant> {
        WithinReach() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            Instant time = InstantDeserializer.INSTANT.deserialize(in, context);
            return withinReach(PathOf.field(in), time);
        }
    }

    /** Text the database can't keep is refused where it stands. */
    private static final class Keepable extends StringDeserializer {
        @Override
        public String deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = super.deserialize(in, context);
            if (text != null && !PlainText.isKeepable(text)) {
                throw Refusal.field(PathOf.field(in), "holds a character that can't be kept");
            }
            return text;
        }
    }

    /** Where the parser stands, as {@code components[1].id}. */
    private static final class PathOf {
        static String field(JsonParser in) {
            String pointer = in.getParsingContext().pathAsPointer().toString();
            return pointer.isEmpty()
                    ? "body"
                    : pointer.substring(1).replaceAll("/(\\d+)", "[$1]").replace('/', '.');
        }
    }

    private static final class Millis extends StdSerializer<Instant> {
        Millis() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(time(value));
        }
    }
}
