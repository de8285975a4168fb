/** The languages in which Linchpin tells people what it found (contracts, `language`). */
export const languages = ['en', 'ru'] as const;

/** One of them, by its code of ISO 639. */
export type Language = (typeof languages)[number];
