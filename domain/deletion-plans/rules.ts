import { hash } from 'node:crypto'
import { addPeriod } from '#policy/days.ts'
import { allFields, findRetention } from '#policy/find.ts'
import type { RefusalReason } from '#policy/refusal-reasons.ts'
import type { Catalogue, Field } from '#policy/schema.ts'
import { bankDay } from '../bank-time.ts'
import type { About } from '../cases/schema.ts'
import { type Fate, type KeepingGround, keepingGrounds } from './schema.ts'

/** What is held of one kind of data. */
export interface Held {
  field: string
  obtainedAt: Date
}

/** What the plan of a deletion is made from. */
interface Standing {
  policy: Catalogue
  /** Whether a contract with the customer is in force. */
  hasContract: boolean
  now: Date
}

/**
 * What a deletion does to each kind of data held. What a law or a contract in force needs is kept until the end of its
 * retention; all else is erased: what rests on consent alone, what is past its retention, and what today's policy has no
 * use for (Law 94-V, art. 18; Digital Code, art. 41).
 */
export const planDeletion = (held: readonly Held[], standing: Standing): Fate[] =>
  held.map((one) => fateOf(one, standing))

function fateOf({ field: id, obtainedAt }: Held, { policy, hasContract, now }: Standing): Fate {
  const field = allFields(policy).find((one) => one.id === id)
  const until = field ? keptUntil(policy, field, obtainedAt) : null
  const isOver = until !== null && until < bankDay(now)
  const grounds = field && !isOver ? groundsOf(field, hasContract) : []
  return grounds.length > 0
    ? { field: id, fate: 'kept', grounds, until }
    : { field: id, fate: 'erased', grounds: [], until: null }
}

/** The grounds on which a kind of data is kept although its deletion is asked for. */
const groundsOf = ({ uses }: Field, hasContract: boolean): KeepingGround[] =>
  keepingGrounds.filter(
    (ground) => (ground !== 'contract' || hasContract) && uses.some(({ basis }) => basis === ground),
  )

/** What tells the plan that was shown from another: the fate of each kind of data, whatever their order. */
export const digestOf = (plan: readonly Fate[]): string =>
  hash(
    'sha256',
    JSON.stringify(plan.map(({ field, fate, grounds, until }) => [field, fate, grounds, until]).toSorted()),
  )

/** The last day of retention; null where it is not counted from a day the portal knows. */
function keptUntil(policy: Catalogue, { retention }: Field, obtainedAt: Date): string | null {
  const { from, period } = findRetention(policy, retention)
  return from === 'collection' && period ? addPeriod(bankDay(obtainedAt), period) : null
}

/** Why the bank keeps data, as a reason of refusal: the catalogue has its article. */
export const refusalOf: Record<KeepingGround, RefusalReason> = {
  contract: 'contract',
  law: 'legal-obligation',
}

/** The kinds of data that a deletion is about; null for all. */
export function scopeOf({ consents, recipients }: Catalogue, about: About | null): string[] | null {
  if (!about) return null
  if (about.kind === 'field') return [about.id]
  const named = about.kind === 'consent' ? consents.consents : recipients.recipients
  return named.find(({ id }) => id === about.id)?.fields ?? []
}

/** The last day on which a backup may still have what is erased on a day. */
export const backupsUntil = ({ deletion }: Catalogue, erasedOn: string): string | null =>
  deletion ? addPeriod(erasedOn, `P${deletion.backups.days}D`) : null
