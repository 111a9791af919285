package headsup.goodwill;

/** How it was said, also after it was over: R13 and R14 (section 4.5). */
final class Words {

    private Words() {}

    static void write(Course course, Drafts drafts) {
        int apologies = course.apologiesBefore();
        boolean blamed = false;
        for (Heard message : course.heard()) {
            long at = message.minute();
            if (message.tone().apology()) {
                apologies++;
                Why why = new IncidentWhy.Apology(apologies, at);
                drafts.add(at, Rule.APOLOGY, apology(course, apologies, at), why, message.fact());
            }
            if (message.tone().blame() && !blamed) {
                blamed = true;
                Why why = new IncidentWhy.Blame(at);
                drafts.add(at, Rule.BLAME, course.amount(Rule.BLAME, at), why, message.fact());
            }
        }
    }

    private static int apology(Course course, int number, long minute) {
        return switch (number) {
            case 1 -> course.amount(Rule.APOLOGY, minute);
            case 2 -> 0;
            default -> course.policy().tariff().repeatedApology();
        };
    }
}
