package headsup.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An encoded body cut once at its marks, so that a letter is only buffers joined. Around every blank stand soft line
 * breaks of quoted-printable: what is filled in is encoded by itself, and no line grows.
 */
final class Form {

    private static final String SOFT_BREAK = "=\r\n";

    private final List<byte[]> printed;
    private final List<Place> places;

    /** A blank in one of the twins. */
    record Place(Twin twin, Blank blank) {}

    enum Twin {
        TEXT,
        HTML
    }

    private Form(List<byte[]> printed, List<Place> places) {
        this.printed = printed;
        this.places = places;
    }

    static Form cut(byte[] encoded, Map<Twin, Marks> marks) {
        String body = new String(encoded, StandardCharsets.ISO_8859_1);
        Map<String, Place> byMark = places(marks);
        Matcher mark = anyOf(byMark).matcher(body);
        List<byte[]> printed = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        int from = 0;
        while (mark.find()) {
            printed.add(piece(body, from, mark.start(), true));
            places.add(Objects.requireNonNull(byMark.get(mark.group().replace(SOFT_BREAK, ""))));
            from = mark.end();
        }
        printed.add(piece(body, from, body.length(), false));
        return new Form(printed, places);
    }

    private static Map<String, Place> places(Map<Twin, Marks> marks) {
        return marks.entrySet().stream()
                .flatMap(twin -> List.of(Blank.values()).stream().map(blank -> new Place(twin.getKey(), blank)))
                .collect(Collectors.toMap(
                        place -> Objects.requireNonNull(marks.get(place.twin())).of(place.blank()), place -> place));
    }

    /** A mark may have been broken over two lines by the encoder. */
    private static Pattern anyOf(Map<String, Place> byMark) {
        return Pattern.compile(byMark.keySet().stream()
                .map(mark -> String.join("(?:" + SOFT_BREAK + ")?", mark.split("")))
                .collect(Collectors.joining("|")));
    }

    private static byte[] piece(String body, int from, int to, boolean beforeBlank) {
        var piece = new StringBuilder(body.substring(from, to));
        if (from > 0 && !body.startsWith("\r\n", from)) {
            piece.insert(0, SOFT_BREAK);
        }
        if (beforeBlank && !piece.isEmpty() && piece.charAt(piece.length() - 1) != '\n') {
            piece.append(SOFT_BREAK);
        }
        return piece.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The head and the body with its blanks filled in. */
    byte[] fill(byte[] head, Filling filling) {
        byte[][] filled = new byte[places.size()][];
        int length = head.length;
        for (byte[] piece : printed) {
            length += piece.length;
        }
        for (int i = 0; i < filled.length; i++) {
            Place place = places.get(i);
            filled[i] = filling.of(place.twin(), place.blank());
            length += filled[i].length;
        }
        byte[] whole = new byte[length];
        System.arraycopy(head, 0, whole, 0, head.length);
        int at = head.length;
        for (int i = 0; i < printed.size(); i++) {
            at = append(printed.get(i), whole, at);
            at = i < filled.length ? append(filled[i], whole, at) : at;
        }
        return whole;
    }

    private static int append(byte[] piece, byte[] whole, int at) {
        System.arraycopy(piece, 0, whole, at, piece.length);
        return at + piece.length;
    }

    /** What stands in each blank, already encoded. */
    static final class Filling {

        private final Map<Twin, Map<Blank, byte[]>> pieces = new EnumMap<>(Twin.class);

        Filling put(Blank blank, Encoded encoded) {
            pieces.computeIfAbsent(Twin.TEXT, t -> new EnumMap<>(Blank.class)).put(blank, encoded.text());
            pieces.computeIfAbsent(Twin.HTML, t -> new EnumMap<>(Blank.class)).put(blank, encoded.html());
            return this;
        }

        byte[] of(Twin twin, Blank blank) {
            return Objects.requireNonNull(
                    Objects.requireNonNull(pieces.get(twin)).get(blank), blank::name);
        }
    }
}
