/** The day this statement was made (W3C Global Privacy Control, section 4). */
const lastUpdate = '2026-11-23'

/** The document which says that the portal honours `Sec-GPC: 1`. */
export const GET = (): Response => Response.json({ gpc: true, lastUpdate })
