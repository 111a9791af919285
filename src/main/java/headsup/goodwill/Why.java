package headsup.goodwill;

/** What the sentence of an entry tells: the values of the policy's column "Says". Minutes and points, not words. */
sealed interface Why permits IncidentWhy, RelationshipWhy {}
