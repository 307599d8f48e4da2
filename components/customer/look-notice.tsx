import type { LookNotice as Look } from '#domain/support/schema.ts'

/** Changes whenever the notices on a page would. */
export const wordOf = (looks: readonly Pick<Look, 'id' | 'state'>[]): string =>
  looks.map(({ id, state }) => `${id} ${state}`).join(', ') || 'none'
