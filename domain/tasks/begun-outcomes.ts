import type { RefusalReason } from '#policy/refusal-reasons.ts'
import type { TaskView } from './schema.ts'

/** What came of a kind of data, as the desk's form says it. */
export type BegunOutcome = 'fulfilled' | RefusalReason

/**
 * What the answers of the systems come to for each kind of data, once all have answered: one refusal refuses it, else one
 * that has done it fulfils it. Of what no system holds the desk says itself what came of it.
 */
export function begunOutcomes(tasks: readonly Pick<TaskView, 'fields'>[]): Record<string, BegunOutcome> {
  const all = tasks.flatMap(({ fields }) => fields)
  if (all.some(({ answer }) => answer === null)) return {}
  const said = Map.groupBy(all, ({ id }) => id)
  return Object.fromEntries(
    [...said].flatMap(([id, fields]): [string, BegunOutcome][] => {
      const reason = fields.find(({ answer }) => answer?.reason)?.answer?.reason?.id
      if (reason) return [[id, reason]]
      return fields.some(({ answer }) => answer?.outcome === 'done') ? [[id, 'fulfilled']] : []
    }),
  )
}
