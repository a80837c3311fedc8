/** The classes of transactions, in the order in which they are offered. */
export const transactionClasses = ["time", "expense", "material", "fee"] as const;
