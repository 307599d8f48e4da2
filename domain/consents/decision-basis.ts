import { type SQL, sql } from 'drizzle-orm'
import { epochMs, prepare } from '#db/fast/statement.ts'
import type { Consent } from '#policy/schema.ts'
import { bankDay } from '../bank-time.ts'
import { batchLookups } from '../batch-lookups.ts'
import type { Ctx } from '../context.ts'
import { referenceInput } from '../customers/schema.ts'
import { forbidden, notFound } from '../errors.ts'
import { versionAt } from '../policies/current-version.ts'
import { latestOf } from '../restricted-fields.ts'
import { ask } from '../transaction.ts'
import { type Coverage, coverageFor } from './coverage.ts'
import { type Decision, decisionOf, type StoredDecision } from './decisions.ts'
import { type OpenObligation, openedObligations, type SealedObligation } from './locks.ts'

/** Everything a decision depends on. */
export interface DecisionBasis {
  customerId: string
  /** The chain, newest first. For a system it has only the latest decision. */
  history: Decision[]
  /** The open obligations, if one can lock the consent. */
  open: OpenObligation[]
  /** The customer's restricted fields. For a system none are read. */
  restricted: ReadonlySet<string>
  policyVersion: number
  coverage: Coverage
}

/** The customer, the consent, and the time of the question. */
interface Asked {
  /** The customer's id, or the bank's reference. */
  customer: string
  consent: string
  lockable: boolean
  now: string
  /** The bank's day of that time. */
  today: string
}

interface Row {
  nth: number
  customerId: string
  chain: (Omit<StoredDecision, 'decidedAt' | 'expiresAt'> & { decidedAt: number; expiresAt: number | null })[]
  policyVersion: number | null
  wrapped: string | null
  restricted: string[] | null
  obligations: (Omit<SealedObligation, 'contractSealed'> & { contractSealed: string })[]
}

/**
 * Reads in one statement what a decision on a consent needs, for the customer the context names by id or by the bank's
 * reference. Questions of systems that arrive together share one statement.
 * @throws DomainError `forbidden` when the context names no customer; `not-found` when the customer does not exist
 */
export async function readBasis(ctx: Ctx, consent: Consent): Promise<DecisionBasis> {
  const row = await find(ctx, consent)
  if (!row) throw notFound()
  const { customerId, chain, policyVersion, wrapped, obligations, restricted } = row
  if (policyVersion === null) throw new Error('no policy is published')
  const coverage = await coverageFor(ctx, [policyVersion, ...chain.map((one) => one.policyVersion)])
  const history = chain.map(({ decidedAt, expiresAt, ...decision }) => {
    const end = expiresAt === null ? null : new Date(expiresAt)
    return decisionOf({ ...decision, decidedAt: new Date(decidedAt), expiresAt: end }, coverage)
  })
  const sealed = obligations.map((one) => ({
    ...one,
    contractSealed: Buffer.from(one.contractSealed, 'hex'),
  }))
  const open = await openedObligations(ctx, wrapped === null ? null : Buffer.from(wrapped, 'hex'), sealed)
  return { customerId, history, open, restricted: new Set(restricted), policyVersion, coverage }
}

async function find(ctx: Ctx, consent: Consent): Promise<Row | undefined> {
  const { actor, subject, reference, now } = ctx
  const asked = {
    consent: consent.id,
    lockable: consent.lockedBy !== undefined,
    now: now.toISOString(),
    today: bankDay(now),
  }
  if (actor.kind === 'system' && !subject)
    return findTogether(ctx, { ...asked, customer: requireReference(reference) })
  const [question, customer] = subject ? [byId, subject] : [byReference, requireReference(reference)]
  const [row] = await ask<Row>(ctx, question([{ ...asked, customer }], actor.kind === 'system' ? 1 : null))
  return row
}

/** Questions by reference that arrive while a statement runs go into the next one, each with its own time. */
const findTogether = batchLookups(async (ctx, asked: Asked[]) => {
  const rows = new Map((await ask<Row>(ctx, byReference(asked, 1))).map((row) => [row.nth, row]))
  return asked.map((_, at) => rows.get(at + 1))
})

/** @throws DomainError `forbidden` without a reference; `not-found` for one that no customer can have */
export function requireReference(reference: string | undefined): string {
  if (reference === undefined) throw forbidden()
  const named = referenceInput.safeParse(reference)
  if (!named.success) throw notFound()
  return named.data
}

const chain = sql`
  select coalesce(json_agg(json_build_object(
    'id', id, 'consent', consent, 'outcome', outcome, 'position', position, 'previousId', previous_id,
    'decidedAt', ${epochMs(sql`decided_at`)}, 'expiresAt', ${epochMs(sql`expires_at`)},
    'channel', channel, 'locale', locale, 'policyVersion', policy_version, 'confirmed', confirmed,
    'despiteSignal', despite_signal, 'evidence', evidence) order by position desc), '[]')
  from (
    select * from consent_decisions
    where customer_id = c.id and consent = asked.consent
    order by position desc limit ${sql.placeholder('depth')}::int
  ) as links`

const openOnes = sql`
  select coalesce(json_agg(json_build_object(
    'id', id, 'kind', kind, 'contractSealed', encode(contract_sealed, 'hex'), 'openedOn', opened_on)
    order by opened_on, id), '[]')
  from obligations where customer_id = c.id and opened_on <= asked.today
    and (closed_on is null or closed_on > asked.today)`

const restrictedOnes = sql`
  select json_agg(field) from (${latestOf(sql`c.id`)}) as latest where kind = 'set'`

/** Keys and obligations are looked up only for a consent that can be locked, restrictions only for who reads the view. */
function composed(whose: SQL) {
  const fill = prepare<'customers' | 'consents' | 'lockables' | 'nows' | 'todays' | 'depth'>(sql`
    select asked.nth::int, c.id as "customerId", (${chain}) as chain, (${versionAt(sql`asked.now`)}) as "policyVersion",
      case when asked.lockable
        then (select encode(wrapped_key, 'hex') from customer_keys where customer_id = c.id) end as wrapped,
      case when asked.lockable then (${openOnes}) else '[]' end as obligations,
      case when ${sql.placeholder('depth')}::int is null then (${restrictedOnes}) end as restricted
    from unnest(${sql.placeholder('customers')}::text[], ${sql.placeholder('consents')}::text[],
        ${sql.placeholder('lockables')}::boolean[], ${sql.placeholder('nows')}::timestamptz[],
        ${sql.placeholder('todays')}::date[])
      with ordinality as asked (customer, consent, lockable, now, today, nth)
    cross join lateral (select id from customers where ${whose} limit 1) as c`)
  return (asked: readonly Asked[], depth: number | null) =>
    fill({
      customers: asked.map(({ customer }) => customer),
      consents: asked.map(({ consent }) => consent),
      lockables: asked.map(({ lockable }) => lockable),
      nows: asked.map(({ now }) => now),
      todays: asked.map(({ today }) => today),
      depth,
    })
}

const byId = composed(sql`id = asked.customer::uuid`)
const byReference = composed(sql`reference = asked.customer`)
