package headsup.mail;

import headsup.mail.Sheet.Paragraph;
import java.util.List;

/** What the two postcard templates read. */
record CardSheet(Postcard card, Words words) {

    public String language() {
        return card.language().toLanguageTag();
    }

    public String subject() {
        return card.subject();
    }

    public String heading() {
        return Wrapping.wrap(card.subject());
    }

    public List<Paragraph> paragraphs() {
        return card.paragraphs().stream().map(Paragraph::new).toList();
    }

    public boolean linked() {
        return card.link() != null;
    }

    public String label() {
        Postcard.Link link = card.link();
        return link == null ? "" : link.label();
    }

    public String target() {
        Postcard.Link link = card.link();
        return link == null ? "" : link.target().toASCIIString();
    }

    public String sent() {
        return words.of("sent", Hygiene.shown(card.address()));
    }

    public String why() {
        return card.why();
    }

    public String whyWrapped() {
        return Wrapping.wrap(card.why());
    }
}
