package headsup.delivery;

import java.util.Set;

/** Fired in the transaction that settles deliveries: who was told of these incidents has changed. */
public record DeliveriesSettled(Set<String> incidentIds) {}
