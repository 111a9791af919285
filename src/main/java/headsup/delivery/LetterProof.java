package headsup.delivery;

import headsup.incident.Sketches.Sketch;
import headsup.mail.Letters;
import headsup.mail.OpenLetter;
import headsup.mail.Recipient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** The letter that words would be if they left now, to somebody who has had none before. Goes nowhere. */
@ApplicationScoped
public class LetterProof {

    /** Of nobody: a link with it leads nowhere. */
    private static final String TOKEN = "A".repeat(22);

    private final Bulletins bulletins;
    private final Letters letters;

    LetterProof(Bulletins bulletins, Letters letters) {
        this.bulletins = bulletins;
        this.letters = letters;
    }

    /** In the language of a letter to this reader; times in UTC. */
    public OpenLetter of(Sketch sketch, Locale reader) {
        var somebody = new Recipient.Contact("somebody@customer.example", null, reader, ZoneOffset.UTC);
        return letters.write(
                        bulletins.written(sketch.incident(), sketch.update(), reader),
                        new Recipient(0, somebody, List.of(), TOKEN, List.of()))
                .opened();
    }
}
