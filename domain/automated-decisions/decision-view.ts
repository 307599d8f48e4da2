import { findBasis } from '#policy/find.ts'
import type { AutomatedDecision, Catalogue, Locale } from '#policy/schema.ts'
import type { Found, History, Mention } from '../policies/history.ts'
import type { DecisionRow, FactorRow } from './decision-rows.ts'
import {
  type AutomatedDecisionView,
  type DecisionKindView,
  type FactorView,
  factorWeights,
  type ObjectionView,
} from './schema.ts'

type FoundKind = Found<'automated-decision'> | null

/** The decision itself; the fields and the consent that its kind names are found in the same policy. */
export const mentionOf = ({ decision: id, decidedAt: written }: DecisionRow): Mention => ({
  kind: 'automated-decision',
  id,
  written,
})

/** What is known of a decision beside its row. */
interface Beside {
  factors: readonly FactorRow[]
  /** What the customer has said against it. */
  objection: ObjectionView | null
  /** The decisions whose consent was in force. */
  consented: ReadonlySet<string>
}

/** A decision in the words of the policy of its time. */
export function decisionView(
  history: History,
  locale: Locale,
  row: DecisionRow,
  { factors, objection, consented }: Beside,
): AutomatedDecisionView {
  const { id, reference, decision, outcome, decidedAt: at } = row
  const found = history.find('automated-decision', decision, at)
  const words = found?.thing.outcomes.find((one) => one.outcome === outcome)
  return {
    id,
    reference,
    at,
    kind: { id: decision, title: found?.thing.title[locale] ?? null },
    outcome,
    sentence: words?.sentence[locale] ?? null,
    factors: weighed(factors, found?.thing).map((one) => factorView(found, locale, one)),
    said: found && kindView(found, locale, consented.has(id)),
    objection,
    canObject: objection === null || objection.group === 'closed',
  }
}

/** What weighed most first, and what weighed the same in the order of the policy. */
function weighed(factors: readonly FactorRow[], kind: AutomatedDecision | undefined): FactorRow[] {
  const weight = (one: FactorRow) => factorWeights.indexOf(one.weight)
  const place = (one: FactorRow) => kind?.factors.findIndex(({ id }) => id === one.factor) ?? 0
  return factors.toSorted((one, other) => weight(one) - weight(other) || place(one) - place(other))
}

function factorView(found: FoundKind, locale: Locale, { factor, weight, direction }: FactorRow): FactorView {
  const known = found?.thing.factors.find(({ id }) => id === factor)
  const fields = found && known ? known.fields.map((id) => fieldOf(found.policy, id, locale)) : []
  return { id: factor, title: known?.title[locale] ?? null, weight, direction, fields }
}

const fieldOf = (policy: Catalogue, id: string, locale: Locale) => {
  const fields = policy.categories.flatMap((category) => category.fields)
  return { id, title: fields.find((one) => one.id === id)?.title[locale] ?? null }
}

function kindView(
  { thing, policy }: Found<'automated-decision'>,
  locale: Locale,
  inForce: boolean,
): DecisionKindView {
  const consent = policy.consents.consents.find(({ id }) => id === thing.consent)
  return {
    decides: thing.decides[locale],
    effect: thing.effect[locale],
    basis: findBasis(policy, thing.basis).title[locale],
    ground: thing.ground[locale],
    consent: consent ? { id: consent.id, title: consent.title[locale], inForce } : null,
    reviewer: thing.reviewer[locale],
  }
}
