package headsup.catalog;

/** Fired in the transaction that changes a component or group: what is public may look different now. */
public record CatalogChanged() {}
