/** The desk's page of one complaint. */
export const deskHref = (reference: string) => `/staff/complaints/${encodeURIComponent(reference)}` as const
