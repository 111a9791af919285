package headsup.goodwill;

import headsup.goodwill.IncidentFacts.Gesture;

/** Credit given and calls made: R18 and R19 (section 4.7). */
final class Kindness {

    private Kindness() {}

    static void write(Course course, Drafts drafts) {
        for (Known<Gesture> known : course.gestures()) {
            Gesture gesture = known.row();
            int counted = gesture.asked() ? gesture.percent() / 2 : gesture.percent();
            int raw = counted * course.amount(Rule.GESTURE, known.minute());
            Why why = new IncidentWhy.Gesture(gesture.percent(), gesture.asked());
            drafts.add(known.minute(), Rule.GESTURE, raw, why, Fact.gesture(known.index()));
        }
        if (!course.calls().isEmpty()) {
            Known<Long> call = course.calls().get(0);
            int raw = course.amount(Rule.PERSONAL_CALL, call.minute());
            Why why = new IncidentWhy.Call(call.minute());
            drafts.add(call.minute(), Rule.PERSONAL_CALL, raw, why, Fact.call(call.index()));
        }
    }
}
