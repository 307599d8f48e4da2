import type {
  AutomatedDecisionsView,
  AutomatedDecisionView,
  ObjectionView,
} from '#domain/automated-decisions/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { lowerFirst, moment, number, upperFirst } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { type ComplaintRowWords, describeRow } from './complaints.ts'
import { nameOf } from './mentioned.ts'

/** An objection in words, with what the bank answered. */
export interface ObjectionWords extends ComplaintRowWords {
  answer: { label: string; dateTime: string; text: string } | null
}

/** A decision of a program in words. */
export interface AutomatedDecisionWords {
  id: string
  iso: string
  title: string
  /** When it was taken, and its number. */
  when: string
  outcome: string
  /** What weighed most first. */
  factors: { id: string; text: string; fields: { id: string; title: string }[] }[]
  /** What the policy says of such decisions; null where no policy has them. */
  said: {
    decides: string
    effect: string
    basis: string
    ground: string
    consent: { id: string; title: string; inForce: boolean } | null
    reviewer: string
  } | null
  objection: ObjectionWords | null
  /** Names the decision where the link to object is read alone; null where there is nothing to object to. */
  object: string | null
}

/** A page of decisions in words. */
export interface AutomatedDecisionsWords {
  /** How soon an objection is answered, as a sentence. */
  answer: string
  total: string
  rows: AutomatedDecisionWords[]
  continued: boolean
  next: string | null
}

export function describeAutomatedDecisions(
  locale: Locale,
  view: AutomatedDecisionsView,
  now: Date,
): AutomatedDecisionsWords {
  const say = translator(locale, 'automated-decisions')
  const { decisions, total, answer, continued, next } = view
  return {
    answer: say(`answer.${answer.unit}`, { amount: answer.amount }),
    total: say('total', { count: total, figure: number(locale, total) }),
    rows: decisions.map((one) => describeDecision(say, locale, one, now)),
    continued,
    next,
  }
}

function describeDecision(
  say: Say<'automated-decisions'>,
  locale: Locale,
  view: AutomatedDecisionView,
  now: Date,
): AutomatedDecisionWords {
  const { id, at, kind, reference, outcome, said, objection } = view
  const title = nameOf(locale, kind)
  return {
    id,
    iso: at.toISOString(),
    title,
    when: say('when', { time: moment(locale, at, now), reference }),
    outcome: view.sentence ?? say('outcome-unknown', { outcome }),
    factors: view.factors.map((factor) => ({
      id: factor.id,
      text: say('factor', {
        factor: nameOf(locale, factor),
        weight: say(`weight.${factor.direction}-${factor.weight}`),
      }),
      fields: factor.fields.map((field) => ({ id: field.id, title: lowerFirst(nameOf(locale, field)) })),
    })),
    said: said && {
      ...said,
      reviewer: upperFirst(said.reviewer),
      consent: said.consent && { ...said.consent, title: nameOf(locale, said.consent) },
    },
    objection: objection && describeObjection(say, locale, objection, now),
    object: view.canObject ? say('object-to', { title, reference }) : null,
  }
}

function describeObjection(
  say: Say<'automated-decisions'>,
  locale: Locale,
  objection: ObjectionView,
  now: Date,
): ObjectionWords {
  const { answer } = objection
  return {
    ...describeRow(locale, objection, now),
    answer: answer && {
      label: say('answered', { time: moment(locale, answer.at, now) }),
      dateTime: answer.at.toISOString(),
      text: answer.text,
    },
  }
}
