import type { LookState } from '#domain/looks/schema.ts'

/** Changes whenever a page about the look changes: with each step, and when a clock has run out. */
export const lookVersion = (state: LookState, steps: number): string => `${state} ${steps}`
