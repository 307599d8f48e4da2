import type { LookState } from '#domain/looks/schema.ts'

/** The version of a look's page, which changes with each step and when a time runs out. */
export const lookVersion = (state: LookState, steps: number): string => `${state} ${steps}`
