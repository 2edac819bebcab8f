/**
 * What stands in the place of a product on a line of a ticket that is not in the catalogue (« divers »): no product has
 * this id. An app that does not know such lines counts their money rightly, as of a product that it does not hold.
 */
export const FREE_LINE = 'product:divers' as const;

/** What a line is called that says no more. */
export const FREE_NAME = 'Divers';
