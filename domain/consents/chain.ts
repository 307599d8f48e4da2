import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { catalogue } from '#policy/load.ts'
import type { Locale } from '#policy/locale.ts'
import type { Consent } from '#policy/schema.ts'
import { requireSubject } from '../access.ts'
import { actorId, type Entry } from '../audit-row.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../emit.ts'
import { conflict } from '../errors.ts'
import type { NewEvent } from '../event-row.ts'
import { currentVersion } from '../policies/current-version.ts'
import { record } from '../record.ts'
import { isDuplicate } from '../transaction.ts'
import { type Decision, readChains } from './decisions.ts'
import { type AskedDecision, consentStateOf, expiryOf, nextLink } from './rules.ts'
import type { DecisionChannel } from './schema.ts'

/** What a decision is taken on, beside what is asked. */
interface Basis {
  consent: Consent
  /** The latest in the chain, as it was read. */
  latest: Decision | undefined
  channel: DecisionChannel
  /** The language the customer read. */
  locale: Locale
  evidence: string | null
  policyVersion: number
  /** An obligation is open that forbids withdrawal. */
  obliged: boolean
}

/** The next decision of a consent's chain. @throws DomainError `conflict`, `invalid`, `locked` */
export function nextDecision(ctx: Ctx, basis: Basis, asked: AskedDecision): Decision {
  const { consent, latest, channel, locale, evidence, policyVersion, obliged } = basis
  const { outcome, position } = nextLink(consent, latest, asked, ctx.now, obliged)
  const given = outcome === 'given'
  return {
    id: randomUUIDv7(),
    consent: consent.id,
    outcome,
    position,
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

/** A decision as its row stands in the chain, after another. */
export function decisionRow(
  ctx: Ctx,
  { at: decidedAt, ...decision }: Decision,
  previousId: string | null,
): typeof consentDecisions.$inferInsert {
  const who = { customerId: requireSubject(ctx), actorKind: ctx.actor.kind, actorId: actorId(ctx) }
  return { ...decision, ...who, decidedAt, previousId }
}

/** The audit row and the event that go with a decision. */
export const tracesOf = ({ id, outcome, consent, channel }: Decision): { audit: Entry; event: NewEvent } => ({
  audit: { action: `consent.${outcome}`, objectId: id, detail: { consent, channel } },
  event: { type: 'consent.decided', objectId: id },
})

/**
 * Withdraws, in the caller's transaction, every given consent that `picked` picks by the consent and its latest
 * decision. A consent that obligations can lock is withdrawn on its own or not at all, never among others.
 * @returns what was withdrawn, each with its chain, newest first.
 * @throws DomainError `conflict` when one was decided at the same moment
 */
export async function withdrawEach(
  ctx: Ctx,
  tx: Tx,
  channel: DecisionChannel,
  picked: (consent: Consent, latest: Decision) => boolean,
): Promise<{ consent: Consent; history: Decision[] }[]> {
  const [chains, policyVersion] = await Promise.all([readChains(ctx, tx), currentVersion(tx, ctx.now)])
  const withdrawn = catalogue().consents.consents.flatMap((consent) => {
    const history = chains.get(consent.id) ?? []
    const [latest] = history
    if (!latest || consentStateOf(latest, ctx.now) !== 'given' || consent.lockedBy) return []
    if (!picked(consent, latest)) return []
    const basis = {
      consent,
      latest,
      channel,
      locale: ctx.locale,
      evidence: null,
      policyVersion,
      obliged: false,
    }
    const asked = { outcome: 'withdrawn', previousId: latest.id, confirmed: false } as const
    return [{ consent, previousId: latest.id, history: [nextDecision(ctx, basis, asked), ...history] }]
  })
  const [first, ...others] = withdrawn.flatMap(({ history: [decision], previousId }) =>
    decision ? [{ decision, previousId }] : [],
  )
  if (first) await append(ctx, tx, first, ...others)
  return withdrawn
}

interface Link {
  decision: Decision
  previousId: string | null
}

/**
 * Adds links to chains, in the caller's transaction, with their audit rows and events. Of two after the same decision
 * the database keeps one.
 * @throws DomainError `conflict`
 */
export async function append(ctx: Ctx, tx: Tx, ...links: [Link, ...Link[]]): Promise<void> {
  const rows = links.map(({ decision, previousId }) => decisionRow(ctx, decision, previousId))
  try {
    await tx.insert(consentDecisions).values(rows)
  } catch (error) {
    throw isDuplicate(error) ? conflict() : error
  }
  const [first, ...others] = links
  const audit = ({ decision }: Link) => tracesOf(decision).audit
  const object = ({ decision }: Link) => decision.id
  await Promise.all([
    record(ctx, tx, audit(first), ...others.map(audit)),
    emit(ctx, tx, 'consent.decided', object(first), ...others.map(object)),
  ])
}
