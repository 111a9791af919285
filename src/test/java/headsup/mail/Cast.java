package headsup.mail;

import headsup.mail.Bulletin.Body;
import headsup.mail.Bulletin.Stream;
import headsup.mail.Bulletin.Topic;
import headsup.mail.Recipient.Contact;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.Variant;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The people and the outage that all tests of the room tell of. */
final class Cast {

    static final String KEY = "k3v9x0q2m1ab";
    static final String TOKEN = "k7Wq2mZ0pAe9Xr4TnB1cVs";
    static final Instant PUBLISHED = Instant.parse("2026-11-21T09:42:07.123Z");
    static final Instant NEXT_BY = Instant.parse("2026-11-21T14:30:00Z");
    static final Verp VERP =
            new Verp("bounce.harbourlight.example", "a secret of the test".getBytes(StandardCharsets.UTF_8));

    private Cast() {}

    static Letterhead letterhead() {
        return new Letterhead(
                "Harbourlight",
                "https://status.harbourlight.example",
                Sender.parse("Harbourlight Status <updates@status.harbourlight.example>"),
                Sender.parse("Harbourlight Support <help@harbourlight.example>"),
                VERP.domain());
    }

    static Letters letters() {
        return letters(new Letters.Manner(false, null));
    }

    static Letters letters(Letters.Manner manner) {
        var letters = new Letters(letterhead(), new Wording(engine()), VERP, manner);
        letters.offerLeavingByMail(true);
        return letters;
    }

    static Topic topic(String subject) {
        return new Topic(
                KEY, Stream.OUTAGE, subject, URI.create("https://status.harbourlight.example/incidents/" + KEY));
    }

    static Bulletin bulletin(int number) {
        var body = new Body(
                Locale.ENGLISH,
                "Investigating",
                List.of("Card payments: partial outage", "API"),
                List.of("Some card payments in the EU have failed since 09:20 UTC. We see about one in five of them "
                        + "declined.\nPayments already taken are safe: nothing is lost & nothing is charged twice."),
                List.of("Let customers try again after a few minutes, or offer bank transfer meanwhile."));
        return new Bulletin(
                topic("EU card payments failing"), number, body, PUBLISHED.plusSeconds(3600L * (number - 1)), NEXT_BY);
    }

    static Contact dana() {
        return new Contact("dana.ortiz@rivermill.example", "Dana Ortiz", Locale.UK, ZoneId.of("Europe/Berlin"));
    }

    static Recipient recipient(long delivery, Contact contact, String... previous) {
        return new Recipient(delivery, contact, List.of(), TOKEN, List.of(previous));
    }

    /** The product's engine without the product: the same files, values read by reflection. */
    static Engine engine() {
        return Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of("text/html")))
                .addLocator(id -> Optional.of(new ClasspathTemplate(id)))
                .build();
    }

    private record ClasspathTemplate(String id) implements TemplateLocation {
        @Override
        public Reader read() {
            var file = Cast.class.getResourceAsStream("/templates/" + id);
            return new InputStreamReader(java.util.Objects.requireNonNull(file, id), StandardCharsets.UTF_8);
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(id.endsWith(".html") ? "text/html" : "text/plain"));
        }
    }
}
