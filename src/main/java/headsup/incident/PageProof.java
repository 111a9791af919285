package headsup.incident;

import java.util.Locale;

/** Shows the public page as it would be; answered by the room that prints it. */
public interface PageProof {

    /** The front page, a whole HTML document, in the language this reader is served. */
    String front(Sketches.Sketch sketch, Locale reader);
}
