import { sql } from 'drizzle-orm'
import { epochMs, prepare } from '#db/fast/statement.ts'
import { consentNamed } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { batchLookups } from '../batch-lookups.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { latestOf } from '../restricted-fields.ts'
import { ask } from '../transaction.ts'
import { verb } from '../verb.ts'
import { answersFor } from './check-for-partner.ts'
import { type CheckAnswer, type ConsentPair, checkInput } from './check-schema.ts'
import { type Coverage, coverageFor } from './coverage.ts'
import { requireReference } from './decision-basis.ts'
import { cacheUntil, consentStateOf } from './rules.ts'
import type { DecisionChannel, DecisionOutcome } from './schema.ts'

/**
 * Tells a system whether it may use data: for each pair of a customer and a consent, what the latest decision says now.
 * An unknown customer or consent is an answer, never an error; without a decision nothing is allowed, nor by a yes to less
 * than the consent allows today, nor while one of its fields is restricted; a partner then reads a withdrawal.
 * @param input 1 to 1,000 pairs.
 * @returns an answer for each pair, in their order.
 * @throws DomainError `invalid`
 */
export const checkConsents = verb('consents:check', checkInput, (ctx, input): Promise<CheckAnswer[]> => {
  return answer(ctx, input.pairs)
})

/**
 * The answer for every consent, for the customer the context names by the bank's reference.
 * @throws DomainError `not-found`
 */
export const checkCustomer = verb('consents:check', async (ctx): Promise<CheckAnswer[]> => {
  const customer = requireReference(ctx.reference)
  const pairs = catalogue().consents.consents.map(({ id }) => ({ customer, consent: id }))
  const answers = await answer(ctx, pairs)
  if (answers.some(({ reason }) => reason === 'unknown-customer')) throw notFound()
  return answers
})

interface Row {
  nth: number
  id: string | null
  outcome: DecisionOutcome | null
  channel: DecisionChannel | null
  decidedAt: number | null
  expiresAt: number | null
  policyVersion: number | null
  /** Under a yes, the customer's restricted fields; null where there are none. */
  restricted: CheckAnswer['restricted'] | null
}

/**
 * One index look-up for the customer, one for the decision and, under a yes, one for restrictions, however large the tables
 * are.
 */
const latest = prepare<'customers' | 'consents'>(sql`
  select pair.nth::int, d.id, d.outcome, d.channel, ${epochMs(sql`d.decided_at`)} as "decidedAt",
    ${epochMs(sql`d.expires_at`)} as "expiresAt", d.policy_version as "policyVersion",
    case d.outcome when 'given' then (
      select json_agg(json_build_object('field', field, 'allowed', allowed))
      from (${latestOf(sql`c.id`)}) as latest where kind = 'set'
    ) end as restricted
  from unnest(${sql.placeholder('customers')}::text[], ${sql.placeholder('consents')}::text[])
    with ordinality as pair (reference, consent, nth)
  cross join lateral (select id from customers where reference = pair.reference limit 1) as c
  left join lateral (
    select id, outcome, channel, decided_at, expires_at, policy_version from consent_decisions
    where customer_id = c.id and consent = pair.consent
    order by position desc limit 1
  ) as d on true`)

async function answer(ctx: Ctx, pairs: readonly ConsentPair[]): Promise<CheckAnswer[]> {
  const [first] = pairs
  const rows = pairs.length === 1 && first ? [await findOne(ctx, first)] : await find(ctx, pairs)
  const coverage = await coverageFor(
    ctx,
    rows.map((row) => row?.policyVersion),
  )
  const answers = pairs.map((pair, at) => ({
    ...pair,
    ...answerOf(pair.consent, rows[at], coverage, ctx.now),
  }))
  return answers.some(({ reason }) => reason === 'restricted') ? answersFor(ctx, answers) : answers
}

/** The row of each pair, in their order; undefined for an unknown customer. */
async function find(ctx: Ctx, pairs: readonly ConsentPair[]): Promise<(Row | undefined)[]> {
  const customers = pairs.map(({ customer }) => customer)
  const consents = pairs.map(({ consent }) => consent)
  const found: (Row | undefined)[] = pairs.map(() => undefined)
  for (const row of await ask<Row>(ctx, latest({ customers, consents }))) found[row.nth - 1] = row
  return found
}

/** Checks of one pair that arrive together share a statement; none is answered by one sent before it arrived. */
const findOne = batchLookups(find)

function answerOf(
  consentId: string,
  row: Row | undefined,
  coverage: Coverage,
  now: Date,
): Omit<CheckAnswer, keyof ConsentPair> {
  const consent = consentNamed(catalogue(), consentId)
  const found = row && headOf(row)
  const head = found && { ...found, outgrown: !coverage.covers(consentId, found.policyVersion) }
  const state = consentStateOf(head, now)
  const nothing = { allowed: false, since: null, decision: null, policyVersion: null, restricted: [] }
  const until = cacheUntil(consent, head, now)
  if (!consent) return { ...nothing, reason: 'unknown-consent', cacheUntil: until }
  if (!row) return { ...nothing, reason: 'unknown-customer', cacheUntil: until }
  if (!head || state === 'none') return { ...nothing, reason: 'never', cacheUntil: until }
  const ofCustomer = (state === 'given' && row.restricted) || []
  const restricted = ofCustomer.filter(({ field }) => consent.fields.includes(field))
  const isStopped = restricted.length > 0
  return {
    allowed: state === 'given' && !isStopped,
    reason: isStopped ? 'restricted' : state,
    since: state === 'expired' ? head.expiresAt : head.decidedAt,
    decision: head.id,
    policyVersion: head.policyVersion,
    cacheUntil: until,
    restricted,
  }
}

/** The latest decision in a row, if there is one. */
function headOf({ id, outcome, channel, decidedAt, expiresAt, policyVersion }: Row) {
  if (id === null || outcome === null || channel === null || decidedAt === null || policyVersion === null)
    return
  return {
    id,
    outcome,
    channel,
    decidedAt: new Date(decidedAt),
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
    policyVersion,
  }
}
