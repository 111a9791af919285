package headsup.mail;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import jakarta.inject.Singleton;

/** The templates of the room, {@code templates/mail}, as HTML and plain twins; their parameters are checked by the build. */
@Singleton
class Wording {

    private final Engine engine;

    Wording(Engine engine) {
        this.engine = engine;
    }

    String text(Sheet sheet) {
        return template("letter.txt").data("sheet", sheet).render();
    }

    String html(Sheet sheet) {
        return template("letter.html").data("sheet", sheet).render();
    }

    String text(CardSheet sheet) {
        return template("card.txt").data("sheet", sheet).render();
    }

    String html(CardSheet sheet) {
        return template("card.html").data("sheet", sheet).render();
    }

    /** A section of its own, empty when nothing is named. */
    Encoded affected(Things things) {
        if (things.names().isEmpty()) {
            return Encoded.NOTHING;
        }
        return Encoded.of(
                template("affected.txt").data("things", things).render().stripTrailing(),
                template("affected.html").data("things", things).render().strip());
    }

    private Template template(String name) {
        Template template = engine.getTemplate("mail/" + name);
        if (template == null) {
            throw new IllegalStateException("no template mail/" + name);
        }
        return template;
    }
}
