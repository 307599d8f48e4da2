import type { DeskLookView } from '#domain/support/schema.ts'

/** Changes whenever a page about the look would: with each step, and when a clock has run out. */
export const wordOf = ({ state, steps }: Pick<DeskLookView, 'state' | 'steps'>): string =>
  `${state} ${steps.length}`
