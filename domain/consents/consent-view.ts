import { consequences } from '#policy/consequences.ts'
import { findCountry, findField, findPurpose, findRecipient } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { heedsGpc, isMarketing } from '#policy/marketing.ts'
import type { Consent, Recipient, Text } from '#policy/schema.ts'
import type { Ctx } from '../context.ts'
import type { Coverage } from './coverage.ts'
import type { Decision } from './decisions.ts'
import { locksOf, type OpenObligation } from './locks.ts'
import { consentStateOf, expiryOf, progressOf } from './rules.ts'
import type { ConsentView, DecisionView, Delivery } from './schema.ts'
import { widenedView } from './widened-view.ts'

/** The customer's data that a consent's view needs. */
export interface ViewFacts {
  /** The chain, newest first. */
  history: readonly Decision[]
  open: readonly OpenObligation[]
  /** The customer's restricted fields. */
  restricted: ReadonlySet<string>
  coverage: Coverage
  /** The deliveries of the latest decision; a new decision has none yet. */
  deliveries?: readonly Delivery[]
  /** Since when a system is told of its decisions, null for none; undefined where that was not read. */
  connectedAt?: Date | null
}

/** Whether the customer's browser sends `Sec-GPC: 1`; an agent's browser does not speak for the customer. */
export const sendsGpc = ({ actor, browser }: Pick<Ctx, 'actor' | 'browser'>): boolean =>
  actor.kind === 'customer' && browser.gpc

/** One consent as its row shows it, in the reader's language. */
export function consentView(ctx: Ctx, consent: Consent, held: ViewFacts): ConsentView {
  const policy = catalogue()
  const inWords = (text: Text) => text[ctx.locale]
  const { stops, keeps } = consequences(policy, consent.id)
  const named = consent.recipients.map((id) => findRecipient(policy, id))
  const [latest] = held.history
  const state = consentStateOf(latest, ctx.now)
  const gpc = sendsGpc(ctx) && heedsGpc(policy, consent)
  return {
    id: consent.id,
    group: consent.group,
    title: inWords(consent.title),
    short: inWords(consent.short),
    allows: inWords(consent.allows),
    wouldAllow: inWords(wouldAllow(consent)),
    whileOff: inWords(consent.whileOff),
    purpose: inWords(findPurpose(policy, consent.purpose).title),
    fields: consent.fields.map((id) => inWords(findField(policy, id).title)),
    restricted: consent.fields
      .filter((id) => held.restricted.has(id))
      .map((id) => inWords(findField(policy, id).title)),
    recipients: named.filter(receives).map(({ id, name, countries }) => ({
      id,
      name: inWords(name),
      countries: countries.map((code) => inWords(findCountry(policy, code).name)),
    })),
    senders: named.filter((one) => !receives(one)).map(({ name }) => inWords(name)),
    stops: stops.map(({ title }) => inWords(title)),
    keeps: keeps.map(({ title }) => inWords(title)),
    confirmation: consent.confirmation ? inWords(consent.confirmation) : null,
    wouldExpireAt: expiryOf(ctx.now, consent.validity),
    lockable: consent.lockedBy !== undefined,
    state,
    history: held.history.map(decisionView),
    progress: latest ? progressNow(latest, held, ctx.now) : null,
    locks: locksOf(ctx, consent, held.open),
    gpc: gpc ? (state === 'given' ? 'outweighed' : 'honoured') : null,
    marketing: isMarketing(policy, consent),
    widened: widenedView(ctx, held),
  }
}

/** While a first delivery may still come, a decision is told of as it is where it is taken, which reads no connections. */
function progressNow({ at }: Decision, { deliveries = [], connectedAt }: ViewFacts, now: Date) {
  const fresh = progressOf(at, deliveries, now)
  return fresh.underway ? fresh : progressOf(at, deliveries, now, connectedAt)
}

/** Whether a recipient receives data, and does not only send some to the bank. */
export const receives = ({ direction }: Pick<Recipient, 'direction'>): boolean => direction !== 'in'

/** @throws Error for a consent that the catalogue's check did not see: each of today's policy has the text. */
function wouldAllow({ id, wouldAllow: text }: Consent): Text {
  if (!text) throw new Error(`the consent "${id}" has no text for while it is not in force`)
  return text
}

/** A decision without its position in the chain. */
export const decisionView = ({
  consent: _consent,
  position: _position,
  previousId: _previousId,
  outgrown: _outgrown,
  ...decision
}: Decision): DecisionView => decision
