package headsup.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A postcard with all that stands on it.
 *
 * @param code names it, as a delivery's code names a letter
 * @param fields the header's, beyond those every mail program writes itself; encoded, in order
 */
record PrintedCard(
        String code, Mailbox to, String subject, String text, String html, Instant at, Map<String, String> fields) {

    static PrintedCard of(Postcard card, String code, Instant at, Letterhead letterhead, Wording wording) {
        var sheet = new CardSheet(card, Words.in(card.language()));
        Map<String, String> fields = new LinkedHashMap<>();
        Sender replyTo = letterhead.replyTo();
        if (replyTo != null) {
            fields.put("Reply-To", replyTo.field());
        }
        fields.put("Message-ID", "<card." + code + "@" + letterhead.domain() + ">");
        fields.put("Auto-Submitted", "auto-generated");
        fields.put("X-Auto-Response-Suppress", "OOF, AutoReply, RN, NRN");
        fields.put("Content-Language", sheet.language());
        return new PrintedCard(
                code,
                Mailbox.of(card.address()),
                "[" + letterhead.product() + "] " + card.subject(),
                wording.text(sheet),
                wording.html(sheet),
                at,
                fields);
    }

    /** As a relay would get it. */
    byte[] bytes(Sender from) {
        String boundary = "=_card." + code;
        var head = new StringBuilder(1024)
                .append(HeaderText.field("Date", List.of(Head.date(at))))
                .append(HeaderText.field("From", from.words()))
                .append(HeaderText.field("To", List.of(to.address())))
                .append(HeaderText.field("Subject", HeaderText.words(subject)));
        fields.forEach((name, value) -> head.append(HeaderText.field(name, List.of(value.split(" ")))));
        head.append("MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"")
                .append(boundary)
                .append("\"\r\n\r\n");
        byte[] header = head.toString().getBytes(to.needsUtf8() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        byte[] body = MimeBody.encode(boundary, text, html, null);
        byte[] whole = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, whole, header.length, body.length);
        return whole;
    }
}
