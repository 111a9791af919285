package headsup.mail;

/** The places of a body that differ from recipient to recipient, and the letter that tells their marks apart. */
enum Blank {
    AFFECTED('a'),
    PUBLISHED('u'),
    PROMISE('p'),
    ESTIMATE('t'),
    BEGINS('b'),
    ENDS('e'),
    SENT('s'),
    WHY('y'),
    TOKEN('l');

    private final char mark;

    Blank(char mark) {
        this.mark = mark;
    }

    char mark() {
        return mark;
    }
}
