package headsup.incident;

/** How many customers an incident affects; answered by the room that knows them. */
public interface Headcount {

    /** Customers who joined the audience, or would at its next fan-out. */
    long affectedBy(Incident incident);

    /** @throws headsup.kernel.Refusal {@code invalid_field} when it names a customer that is not there */
    void refuseUnknown(Reach reach);
}
