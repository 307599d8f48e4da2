import { type RefusalReason, refusalReasons } from '#policy/refusal-reasons.ts'
import type { outcomeKinds } from '../cases/rules.ts'
import { refusalOf } from '../deletion-plans/rules.ts'
import type { Fate, KeepingGround } from '../deletion-plans/schema.ts'
import type { Outcome } from '../requests/schema.ts'
import { type RemainingGround, remainingGrounds } from '../restrictions/schema.ts'

/** What came of a kind of data. */
export interface Line extends Omit<Fate, 'fate'> {
  fate: 'erased' | 'kept' | 'refused'
  /** Why it was not erased: of the reasons that systems gave, the one that weighs most. */
  reason: RefusalReason | null
  /** Why systems refused to erase it, each reason once, by its weight; none of what none refused. */
  reasons: RefusalReason[]
}

/**
 * What a deletion does, given what the systems have said: what one of them refuses to erase is not erased.
 * @param refused the reasons of the systems that refuse, by the field
 */
export const linesOf = (
  plan: readonly Fate[],
  refused: ReadonlyMap<string, readonly RefusalReason[]>,
): Line[] =>
  plan.map((fate) => {
    const given = fate.fate === 'erased' ? (refused.get(fate.field) ?? []) : []
    const reasons = refusalReasons.filter((one) => given.includes(one))
    const [reason] = reasons
    return reason ? { ...fate, fate: 'refused', reason, reasons } : { ...fate, reason: null, reasons }
  })

const groundsOfReason: Partial<Record<RefusalReason, RemainingGround>> = {
  'legal-obligation': 'law',
  contract: 'contract',
  'legal-claims': 'court',
}

/** The grounds on which data that are kept may still be used. */
export function groundsLeft({ grounds, reasons }: Pick<Line, 'grounds' | 'reasons'>): RemainingGround[] {
  const own: (RemainingGround | undefined)[] = [...grounds, ...reasons.map((one) => groundsOfReason[one])]
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
