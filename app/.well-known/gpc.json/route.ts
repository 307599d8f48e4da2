/** The day this statement was made (W3C Global Privacy Control, section 4). */
const lastUpdate = '2026-11-23'

/** Says that `Sec-GPC: 1` is honoured here. */
export const GET = (): Response => Response.json({ gpc: true, lastUpdate })
