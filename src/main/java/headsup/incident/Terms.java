package headsup.incident;

/** The terms incidents are kept under; answered by the room that keeps the books. */
public interface Terms {

    /** The goodwill policy in force, as in {@code default/1}; an incident keeps what was in force at its declaration. */
    String inForce();

    /** How often those affected are owed a word, by a policy as an incident keeps it. */
    Cadence cadence(String policy, Impact impact);

    /** What an update that blames others is worth to each customer who gets it, in points; 0 or less. */
    int blame(String policy, Impact impact);
}
