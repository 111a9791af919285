package headsup.goodwill;

/**
 * Which fact an entry rests on: the list of {@link IncidentFacts} and the place in it, so that who gathered the facts finds
 * its own id again; a happening is one of {@link RelationshipFacts}. Things that stand alone have index 0. The restoration of a reopening is that reopening.
 */
record Fact(Kind kind, int index) {

    enum Kind {
        IMPACT,
        RESTORATION,
        REOPENING,
        MESSAGE,
        ROOT_CAUSE,
        GESTURE,
        CALL,
        MAINTENANCE,
        HAPPENING
    }

    static final Fact RESTORATION = new Fact(Kind.RESTORATION, 0);
    static final Fact ROOT_CAUSE = new Fact(Kind.ROOT_CAUSE, 0);
    static final Fact MAINTENANCE = new Fact(Kind.MAINTENANCE, 0);

    static Fact impact(int index) {
        return new Fact(Kind.IMPACT, index);
    }

    static Fact reopening(int index) {
        return new Fact(Kind.REOPENING, index);
    }

    static Fact message(int index) {
        return new Fact(Kind.MESSAGE, index);
    }

    static Fact gesture(int index) {
        return new Fact(Kind.GESTURE, index);
    }

    static Fact call(int index) {
        return new Fact(Kind.CALL, index);
    }

    static Fact happening(int index) {
        return new Fact(Kind.HAPPENING, index);
    }
}
