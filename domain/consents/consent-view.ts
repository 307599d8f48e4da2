import { consequences } from '#policy/consequences.ts'
import { findField, findPurpose, findRecipient } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { heedsGpc, isMarketing } from '#policy/marketing.ts'
import type { Consent, Text } from '#policy/schema.ts'
import type { Ctx } from '../context.ts'
import type { Coverage } from './coverage.ts'
import type { Decision } from './decisions.ts'
import { locksOf, type OpenObligation } from './locks.ts'
import { consentStateOf, progressOf } from './rules.ts'
import type { ConsentView, DecisionView, Delivery } from './schema.ts'
import { widenedView } from './widened-view.ts'

/** The customer's data that a consent's view needs. */
interface Held {
  /** The chain, newest first. */
  history: readonly Decision[]
  open: readonly OpenObligation[]
  coverage: Coverage
  /** The deliveries of the latest decision; a new decision has none yet. */
  deliveries?: readonly Delivery[]
}

/** Whether the customer's browser sends `Sec-GPC: 1`; an agent's browser does not speak for the customer. */
export const sendsGpc = ({ actor, browser }: Pick<Ctx, 'actor' | 'browser'>): boolean =>
  actor.kind === 'customer' && browser.gpc

/** One consent as its row shows it, in the reader's language. */
export function consentView(ctx: Ctx, consent: Consent, held: Held): ConsentView {
  const policy = catalogue()
  const inWords = (text: Text) => text[ctx.locale]
  const { stops, keeps } = consequences(policy, consent.id)
  const [latest] = held.history
  const state = consentStateOf(latest, ctx.now)
  const gpc = sendsGpc(ctx) && heedsGpc(policy, consent)
  return {
    id: consent.id,
    group: consent.group,
    title: inWords(consent.title),
    short: inWords(consent.short),
    allows: inWords(consent.allows),
    whileOff: inWords(consent.whileOff),
    purpose: inWords(findPurpose(policy, consent.purpose).title),
    fields: consent.fields.map((id) => inWords(findField(policy, id).title)),
    recipients: consent.recipients.map((id) => inWords(findRecipient(policy, id).name)),
    stops: stops.map(({ title }) => inWords(title)),
    keeps: keeps.map(({ title }) => inWords(title)),
    confirmation: consent.confirmation ? inWords(consent.confirmation) : null,
    validity: consent.validity,
    state,
    history: held.history.map(decisionView),
    progress: latest ? progressOf(latest.at, held.deliveries ?? [], ctx.now) : null,
    locks: locksOf(ctx, consent, held.open),
    gpc: gpc ? (state === 'given' ? 'outweighed' : 'honoured') : null,
    marketing: isMarketing(policy, consent),
    widened: widenedView(ctx, held),
  }
}

/** A decision without its position in the chain. */
export const decisionView = ({
  consent: _consent,
  position: _position,
  previousId: _previousId,
  outgrown: _outgrown,
  ...decision
}: Decision): DecisionView => decision
