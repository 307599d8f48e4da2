/** The short address of a complaint by its number, for a text message and for paper: `/c/2026-00417`. */
export const complaintPath = (reference: string): string => `/c/${reference.replace(/^\D+/, '')}`
