import { randomUUIDv7 } from 'node:crypto'
import type { Consent } from '#catalogue/schema.ts'
import type { Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { actorId, record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { conflict } from '../errors.ts'
import { requireSubject } from '../permissions.ts'
import { emit } from '../systems/emit.ts'
import type { Decision } from './decisions.ts'
import { type Asked, expiryOf, nextLink } from './rules.ts'
import type { Channel } from './schema.ts'

/** What a decision is taken on, beside what is asked. */
export interface Grounds {
  consent: Consent
  /** The chain as this transaction read it, newest first. */
  history: readonly Decision[]
  channel: Channel
  policyVersion: number
  /** An obligation is open that forbids withdrawal. */
  obliged: boolean
}

/**
 * Adds a link to a consent's chain, with its audit row and its event, in the caller's transaction. Of two that
 * name the same decision before them, the database keeps one.
 * @throws DomainError `conflict`, `invalid`, `locked`
 */
export async function appendDecision(ctx: Ctx, tx: Tx, grounds: Grounds, asked: Asked): Promise<Decision> {
  const { consent, history, channel, policyVersion, obliged } = grounds
  const link = nextLink(consent, history[0], asked, ctx.now, obliged)
  const given = link.outcome === 'given'
  const decision: Decision = {
    id: randomUUIDv7(),
    consent: consent.id,
    outcome: link.outcome,
    position: link.position,
    at: ctx.now,
    expiresAt: given ? expiryOf(ctx.now, consent.validity) : null,
    channel,
    locale: ctx.locale,
    policyVersion,
    confirmed: given && consent.confirmation !== undefined,
    despiteSignal: given && consent.gpc && ctx.browser.gpc,
  }
  const { at: decidedAt, ...columns } = decision
  const who = { customerId: requireSubject(ctx), actorKind: ctx.actor.kind, actorId: actorId(ctx) }
  try {
    await tx.insert(consentDecisions).values({ ...columns, ...who, decidedAt, previousId: link.previousId })
  } catch (error) {
    throw isDuplicate(error) ? conflict() : error
  }
  const detail = { consent: consent.id, channel }
  await record(ctx, tx, { action: `consent.${link.outcome}`, objectId: decision.id, detail })
  await emit(ctx, tx, 'consent.decided', decision.id)
  return decision
}

/** SQLSTATE 23505, unique_violation: the chain already goes on from there. */
function isDuplicate(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '23505'
}
