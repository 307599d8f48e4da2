import { randomUUIDv7 } from 'node:crypto'
import { catalogue } from '#catalogue/load.ts'
import type { Consent } from '#catalogue/schema.ts'
import type { Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { actorId, record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { conflict } from '../errors.ts'
import { requireSubject } from '../permissions.ts'
import { currentVersion } from '../policies/current-version.ts'
import { emit } from '../systems/emit.ts'
import { isDuplicate } from '../transaction.ts'
import { type Decision, readChains } from './decisions.ts'
import { type Asked, expiryOf, nextLink, stateOf } from './rules.ts'
import type { Channel } from './schema.ts'

/** What a decision is taken on, beside what is asked. */
interface Grounds {
  consent: Consent
  /** The chain as this transaction read it, newest first. */
  history: readonly Decision[]
  channel: Channel
  /** Where what proves it is kept: a form's or an application's number. */
  evidence?: string
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
  const { consent, history, channel, evidence, policyVersion, obliged } = grounds
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
    await tx
      .insert(consentDecisions)
      .values({ ...columns, ...who, decidedAt, previousId: link.previousId, evidence: evidence ?? null })
  } catch (error) {
    throw isDuplicate(error) ? conflict() : error
  }
  const detail = { consent: consent.id, channel }
  await record(ctx, tx, { action: `consent.${link.outcome}`, objectId: decision.id, detail })
  await emit(ctx, tx, 'consent.decided', decision.id)
  return decision
}

/**
 * Withdraws, in the caller's transaction, every given consent that `picked` picks by the consent and its latest
 * decision. A consent that obligations can lock is withdrawn on its own or not at all, never among others.
 * @returns what was withdrawn, each with its chain, newest first.
 * @throws DomainError `conflict` when one was decided at the same moment
 */
export async function withdrawEach(
  ctx: Ctx,
  tx: Tx,
  channel: Channel,
  picked: (consent: Consent, latest: Decision) => boolean,
): Promise<{ consent: Consent; history: Decision[] }[]> {
  const chains = await readChains(ctx, tx)
  const given = catalogue().consents.consents.flatMap((consent) => {
    const history = chains.get(consent.id) ?? []
    const [latest] = history
    if (!latest || stateOf(latest, ctx.now) !== 'given' || consent.lockedBy) return []
    return picked(consent, latest) ? [{ consent, history, latest }] : []
  })
  if (given.length === 0) return []
  const policyVersion = await currentVersion(tx, ctx.now)
  const withdrawn = []
  for (const { consent, history, latest } of given) {
    const grounds = { consent, history, channel, policyVersion, obliged: false }
    const asked = { outcome: 'withdrawn', previousId: latest.id, confirmed: false } as const
    withdrawn.push({ consent, history: [await appendDecision(ctx, tx, grounds, asked), ...history] })
  }
  return withdrawn
}
