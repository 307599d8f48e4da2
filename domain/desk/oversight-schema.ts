import { z } from 'zod'
import { type CaseKind, caseKinds, type PauseReason } from '#db/schema/case-codes.ts'
import type { QueueRow } from './schema.ts'

/** What cases are counted by: what a complaint is of, or the right that is used. An objection to a decision is a right of its own. */
export const overseenKinds = [...caseKinds, 'automated-objection'] as const satisfies readonly (
  | CaseKind
  | 'automated-objection'
)[]
export type OverseenKind = (typeof overseenKinds)[number]

/** An empty value, as a form sends it, means "all". */
const orAll = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

export const overseeDeadlinesInput = z.object({
  kind: orAll(z.enum(overseenKinds, 'complaint.filter')),
  cursor: orAll(z.string('complaint.cursor').max(200, 'complaint.cursor')),
})

/**
 * Open cases by their clock: late; due today or tomorrow; within the days that the queue calls soon; later; on a day that is
 * not known yet; and those where no answer is owed any more but talks go on.
 */
export const clockGroups = ['late', 'next', 'soon', 'later', 'unknown', 'talks'] as const
export type ClockGroup = (typeof clockGroups)[number]

/** For what a case waits. */
export type Waiting =
  | { for: 'customer'; pause: { reason: PauseReason; until: string } | null }
  | { for: 'systems'; systems: { name: string; late: boolean }[] }
  | { for: 'desk' }

/** An open case with what it waits for; nothing where no answer is owed. */
export interface OverseenRow extends QueueRow {
  clockGroup: ClockGroup
  waits: Waiting[]
}

/** Everything that is open, for whoever answers for the deadlines. */
export interface DeadlinesView {
  /** Of what kind the rows are; null for all. */
  kind: OverseenKind | null
  rows: OverseenRow[]
  /** How many of that kind are in each group, on all pages. */
  groups: Partial<Record<ClockGroup, number>>
  /** What is open of each kind, the most late first; the title in the reader's language, null of complaints. */
  kinds: { id: OverseenKind; title: string | null; open: number; late: number }[]
  /** The bank's systems whose answers are waited for, the most late first. */
  systems: { id: string; name: string; open: number; late: number }[]
  continued: boolean
  next: string | null
}
