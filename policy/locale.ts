/** The languages of the catalogue and of the portal, in the order in which they are offered. */
export const locales = ['kk', 'ru', 'en'] as const
export type Locale = (typeof locales)[number]
