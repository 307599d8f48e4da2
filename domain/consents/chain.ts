import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import type { Locale } from '#policy/locale.ts'
import type { Consent } from '#policy/schema.ts'
import { requireSubject } from '../access.ts'
import { type AuditEntry, actorId } from '../audit-row.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../emit.ts'
import { conflict } from '../errors.ts'
import { record } from '../record.ts'
import { isDuplicate } from '../transaction.ts'
import type { Decision } from './decisions.ts'
import { type AskedDecision, consentStateOf, expiryOf, nextLink } from './rules.ts'
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
}

/** The next decision of a consent's chain. @throws DomainError `conflict`, `invalid`, `locked` */
export function nextDecision(ctx: Ctx, basis: Basis, asked: AskedDecision): Decision {
  const { consent, latest, channel, locale, evidence, policyVersion, obliged } = basis
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
    despiteSignal: given && consent.gpc && ctx.browser.gpc,
    evidence,
  }
}

/** The withdrawal of a consent whose latest decision the asker did not see; undefined when the consent is not given. */
export function nextWithdrawal(ctx: Ctx, basis: Omit<Basis, 'locale' | 'obliged'>): Decision | undefined {
  const { latest } = basis
  if (!latest || consentStateOf(latest, ctx.now) !== 'given') return
  const asked = { outcome: 'withdrawn', previousId: latest.id, confirmed: false } as const
  return nextDecision(ctx, { ...basis, locale: ctx.locale, obliged: false }, asked)
}

/** The row of a decision. */
export function decisionRow(
  ctx: Ctx,
  { at: decidedAt, ...decision }: Decision,
): typeof consentDecisions.$inferInsert {
  const actor = { actorKind: ctx.actor.kind, actorId: actorId(ctx) }
  return { ...decision, ...actor, customerId: requireSubject(ctx), decidedAt }
}

/** The audit row of a decision. */
export const decisionAudit = ({ id, outcome, consent, channel }: Decision): AuditEntry => ({
  action: `consent.${outcome}`,
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
