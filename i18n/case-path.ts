/**
 * The short address of a case by its number, for a text message and for paper: `/c/2026-00417` of a complaint,
 * `/r/2026-00088` of a request.
 */
export const casePath = (reference: string): string =>
  `/${reference.startsWith('С') ? 'r' : 'c'}/${reference.replace(/^\D+/, '')}`
