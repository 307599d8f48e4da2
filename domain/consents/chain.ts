import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { catalogue } from '#policy/load.ts'
import type { Locale } from '#policy/locale.ts'
import { heedsGpc } from '#policy/marketing.ts'
import type { Consent } from '#policy/schema.ts'
import { requireSubject } from '../access.ts'
import { type AuditEntry, actorId } from '../audit-row.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../emit.ts'
import { conflict } from '../errors.ts'
import { record } from '../record.ts'
import { isDuplicate } from '../transaction.ts'
import type { Decision } from './decisions.ts'
import { type AskedDecision, expiryOf, isYes, nextLink } from './rules.ts'
import type { DecisionChannel } from './schema.ts'

/** What a decision depends on, besides the input. */
interface Basis {
  consent: Consent
  /** The latest decision of the chain, as read. */
  latest: Decision | undefined
  channel: DecisionChannel
  /** The language the customer read. */
  locale: Locale
  evidence: string | null
  policyVersion: number
  /** Whether an open obligation forbids withdrawal. */
  obliged: boolean
  /** Whether the consent allows more today than under that version. */
  outgrown: boolean
}

/** The next decision of a consent's chain. @throws DomainError `conflict`, `invalid`, `locked` */
export function nextDecision(ctx: Ctx, basis: Basis, asked: AskedDecision): Decision {
  const { consent, latest, channel, locale, evidence, policyVersion, obliged, outgrown } = basis
  const link = nextLink(consent, latest, asked, ctx.now, obliged)
  const given = link.outcome === 'given'
  return {
    id: randomUUIDv7(),
    consent: consent.id,
    ...link,
    at: ctx.now,
    expiresAt: given ? expiryOf(ctx.now, consent.validity) : null,
    channel,
    locale,
    policyVersion,
    confirmed: given && consent.confirmation !== undefined,
    despiteSignal: given && heedsGpc(catalogue(), consent) && ctx.browser.gpc,
    evidence,
    outgrown,
  }
}

/**
 * The withdrawal of a consent whose latest decision the asker did not see, and which the policy may have no longer;
 * undefined when there is no yes to withdraw.
 */
export function nextWithdrawal(
  ctx: Ctx,
  { latest, ...basis }: Pick<Basis, 'latest' | 'channel' | 'evidence' | 'policyVersion'>,
): Decision | undefined {
  if (!latest || !isYes(latest, ctx.now)) return
  const asked = { outcome: 'withdrawn', previousId: latest.id, confirmed: false } as const
  return {
    id: randomUUIDv7(),
    consent: latest.consent,
    ...nextLink({ confirmation: undefined }, latest, asked, ctx.now),
    at: ctx.now,
    expiresAt: null,
    locale: ctx.locale,
    ...basis,
    confirmed: false,
    despiteSignal: false,
    outgrown: false,
  }
}

/** The row of a decision. */
export function decisionRow(
  ctx: Ctx,
  { at: decidedAt, outgrown: _outgrown, ...decision }: Decision,
): typeof consentDecisions.$inferInsert {
  const actor = { actorKind: ctx.actor.kind, actorId: actorId(ctx) }
  return { ...decision, ...actor, customerId: requireSubject(ctx), decidedAt }
}

/** The audit row of a decision. What the policy has ended, the customer did not withdraw. */
export const decisionAudit = ({ id, outcome, consent, channel }: Decision): AuditEntry => ({
  action: channel === 'policy' ? 'consent.ended' : `consent.${outcome}`,
  objectId: id,
  detail: { consent, channel },
})

/**
 * Appends decisions to their chains, in the caller's transaction, with their audit rows and events. Of two that follow
 * the same decision the database keeps one.
 * @throws DomainError `conflict`
 */
export async function appendDecisions(
  ctx: Ctx,
  tx: Tx,
  ...decisions: readonly [Decision, ...Decision[]]
): Promise<void> {
  try {
    await tx.insert(consentDecisions).values(decisions.map((decision) => decisionRow(ctx, decision)))
  } catch (error) {
    throw isDuplicate(error) ? conflict() : error
  }
  const [first, ...others] = decisions
  await Promise.all([
    record(ctx, tx, decisionAudit(first), ...others.map(decisionAudit)),
    emit(ctx, tx, 'consent.decided', first.id, ...others.map(({ id }) => id)),
  ])
}
