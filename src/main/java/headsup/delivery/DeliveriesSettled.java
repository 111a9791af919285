package headsup.delivery;

import java.util.Set;

/** Fired in the transaction that plans or settles deliveries: who is affected by these incidents, or was told, has changed. */
public record DeliveriesSettled(Set<String> incidentIds) {}
