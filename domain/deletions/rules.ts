import type { RefusalReason } from '#policy/refusal-reasons.ts'
import type { outcomeKinds } from '../cases/rules.ts'
import { refusalOf } from '../deletion-plans/rules.ts'
import type { Fate, KeepingGround } from '../deletion-plans/schema.ts'
import type { Outcome } from '../requests/schema.ts'
import { type RemainingGround, remainingGrounds } from '../restrictions/schema.ts'

/** What came of a kind of data. */
export interface Line extends Omit<Fate, 'fate'> {
  fate: 'erased' | 'kept' | 'refused'
  /** Why a system refused to erase it. */
  reason: RefusalReason | null
}

/** What a deletion does, given what the systems have said: what one of them refuses to erase is not erased. */
export const linesOf = (plan: readonly Fate[], refused: ReadonlyMap<string, RefusalReason>): Line[] =>
  plan.map((fate) => {
    const reason = fate.fate === 'erased' ? (refused.get(fate.field) ?? null) : null
    return reason === null ? { ...fate, reason } : { ...fate, fate: 'refused', reason }
  })

const groundsOfReason: Partial<Record<RefusalReason, RemainingGround>> = {
  'legal-obligation': 'law',
  contract: 'contract',
  'legal-claims': 'court',
}

/** The grounds on which data that are kept may still be used. */
export function groundsLeft({ grounds, reason }: Pick<Line, 'grounds' | 'reason'>): RemainingGround[] {
  const own: (RemainingGround | undefined)[] = [...grounds, reason ? groundsOfReason[reason] : undefined]
  return remainingGrounds.filter((one) => own.includes(one))
}

/** Why the bank keeps data, where the law and a contract both need it: the law. */
const mainGround = (grounds: readonly KeepingGround[]): KeepingGround =>
  grounds.includes('law') ? 'law' : 'contract'

/** What came of each part of the request. Where nothing is held there is nothing to erase. */
export function outcomesOf(lines: readonly Line[]): Outcome[] {
  if (lines.length === 0) return [{ field: null, outcome: 'refused', reason: 'impossible' }]
  return lines.map(({ field, fate, grounds, reason }) =>
    fate === 'erased'
      ? { field, outcome: 'fulfilled', reason: null }
      : { field, outcome: 'refused', reason: reason ?? refusalOf[mainGround(grounds)] },
  )
}

/** How the request ends. */
export function endOf(lines: readonly Pick<Line, 'fate'>[]): (typeof outcomeKinds)[number] {
  const erased = lines.filter(({ fate }) => fate === 'erased').length
  if (erased === 0) return 'refused'
  return erased === lines.length ? 'fulfilled' : 'partly-fulfilled'
}
