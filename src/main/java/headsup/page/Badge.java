package headsup.page;

import headsup.page.Sheets.Face;

/**
 * The state in a picture for other sites: its shape and word, then whose it is. As wide as its words: a reader's font is not
 * known, so the text is told how wide to be.
 *
 * @param x where the words after the state begin
 */
record Badge(String kind, String word, String site, int wordWidth, int x, int siteWidth, int width) {

    private static final int MOST_SITE = 40;
    private static final int BEFORE_WORD = 28;
    private static final int GAP = 12;
    private static final int END = 10;
    private static final double BOLD = 1.1;

    static Badge of(Face face, String name) {
        String site = AuthoredText.excerpt(XmlSheet.sayable(name), MOST_SITE);
        int word = (int) Math.ceil(BOLD * width(face.word()));
        int x = BEFORE_WORD + word + GAP;
        int rest = width(site);
        return new Badge(face.kind(), face.word(), site, word, x, rest, x + rest + END);
    }

    /** About what a sans serif of 12 px takes, in whole pixels. */
    static int width(String text) {
        return (int) Math.ceil(text.codePoints().mapToDouble(Badge::advance).sum());
    }

    private static double advance(int character) {
        if (character > 0x2E80) {
            return 12;
        }
        if ("fijlrtI.,:;'|!()[] ·-".indexOf(character) >= 0) {
            return 4;
        }
        if ("mwMW@%".indexOf(character) >= 0) {
            return 10.5;
        }
        return Character.isUpperCase(character) ? 8.3 : 6.9;
    }

    /** The frame stands half a pixel inside. */
    public int rim() {
        return width - 1;
    }

    /** For who can't see it. */
    public String title() {
        return word + " · " + site;
    }
}
