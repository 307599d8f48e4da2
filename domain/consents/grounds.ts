import { type SQL, sql } from 'drizzle-orm'
import type { Consent } from '#catalogue/schema.ts'
import { prepare, type Statement } from '#db/statement.ts'
import type { Ctx } from '../context.ts'
import { forbidden, notFound } from '../errors.ts'
import { referenceInput } from '../identity/schema.ts'
import { versionAt } from '../policies/current-version.ts'
import { ask } from '../transaction.ts'
import { type Decision, decisionOf, type StoredDecision } from './decisions.ts'
import { type OpenObligation, openedObligations, type SealedObligation } from './locks.ts'

/** All a decision is taken on. */
export interface Grounds {
  customerId: string
  /** The chain, newest first. A system is given the latest alone. */
  history: Decision[]
  /** The open obligations, where the consent can be locked by one. */
  open: OpenObligation[]
  policyVersion: number
}

interface Row {
  customerId: string
  chain: (Omit<StoredDecision, 'decidedAt' | 'expiresAt'> & { decidedAt: number; expiresAt: number | null })[]
  policyVersion: number | null
  wrapped: string | null
  obligations: (Omit<SealedObligation, 'contractSealed'> & { contractSealed: string })[]
}

/**
 * Reads in one statement what a decision about a consent needs, of the customer the context names by id or by the
 * bank's reference.
 * @throws DomainError `forbidden` when it names nobody; `not-found` when there is no such customer
 */
export async function readGrounds(ctx: Ctx, consent: Consent): Promise<Grounds> {
  const [row] = await ask<Row>(ctx, question(ctx, consent))
  if (!row) throw notFound()
  const { customerId, chain, policyVersion, wrapped, obligations } = row
  if (policyVersion === null) throw new Error('no policy is published')
  const history = chain.map(({ decidedAt, expiresAt, ...decision }) =>
    decisionOf({
      ...decision,
      decidedAt: new Date(decidedAt),
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
    }),
  )
  const sealed = obligations.map((one) => ({
    ...one,
    contractSealed: Buffer.from(one.contractSealed, 'hex'),
  }))
  const open = await openedObligations(ctx, wrapped === null ? null : Buffer.from(wrapped, 'hex'), sealed)
  return { customerId, history, open, policyVersion }
}

function question({ actor, subject, reference, now }: Ctx, consent: Consent): Statement {
  const customer = subject ?? referenceOf(reference)
  const depth = actor.kind === 'system' ? 1 : null
  const [plain, lockable] = subject ? byId : byReference
  const fill = consent.lockedBy ? lockable : plain
  return fill({ customer, consent: consent.id, depth, now: now.toISOString() })
}

/** @throws DomainError `forbidden` without one; `not-found` for what can be nobody's */
export function referenceOf(reference: string | undefined): string {
  if (reference === undefined) throw forbidden()
  const named = referenceInput.safeParse(reference)
  if (!named.success) throw notFound()
  return named.data
}

const chain = sql`
  select coalesce(json_agg(json_build_object(
    'id', id, 'consent', consent, 'outcome', outcome, 'position', position,
    'decidedAt', extract(epoch from decided_at) * 1000, 'expiresAt', extract(epoch from expires_at) * 1000,
    'channel', channel, 'locale', locale, 'policyVersion', policy_version, 'confirmed', confirmed,
    'despiteSignal', despite_signal, 'evidence', evidence) order by position desc), '[]')
  from (
    select * from consent_decisions
    where customer_id = c.id and consent = ${sql.placeholder('consent')}::text
    order by position desc limit ${sql.placeholder('depth')}::int
  ) as links`

const openOnes = sql`
  select coalesce(json_agg(json_build_object(
    'id', id, 'kind', kind, 'contractSealed', encode(contract_sealed, 'hex'), 'openedOn', opened_on)
    order by opened_on, id), '[]')
  from obligations where customer_id = c.id and closed_on is null`

const withAndWithout = (whose: SQL) => [asked(whose, false), asked(whose, true)] as const

const asked = (whose: SQL, lockable: boolean) =>
  prepare<'customer' | 'consent' | 'depth' | 'now'>(sql`
    select c.id as "customerId", (${chain}) as chain,
      (${versionAt(sql`${sql.placeholder('now')}::timestamptz`)}) as "policyVersion",
      ${lockable ? sql`(select encode(wrapped_key, 'hex') from customer_keys where customer_id = c.id)` : sql`null`} as wrapped,
      ${lockable ? sql`(${openOnes})` : sql`'[]'::json`} as obligations
    from customers c where ${whose}`)

/** Without and with the obligations that can lock a consent. */
const byId = withAndWithout(sql`c.id = ${sql.placeholder('customer')}::uuid`)
const byReference = withAndWithout(sql`c.reference = ${sql.placeholder('customer')}::text`)
