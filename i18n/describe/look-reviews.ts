import type { LookStepView, OwnLookView } from '#domain/looks/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { moment } from '../format.ts'
import { type Say, translator } from '../translator.ts'

/** Something an officer has found of a look, in words. */
export interface LookFindingWords {
  /** What was found, in sentences. */
  sentence: string
  /** Who found it, and when. */
  by: string
  /** The officer's own text for the customer, in the language it was written in. */
  said: { text: string; locale: Locale } | null
}

/** The review of a look as its customer reads it. */
export interface LookReviewWords {
  /** The review, then how its escalation ended. */
  findings: LookFindingWords[]
  /** Whether the look was escalated, so that the customer is told how it goes on. */
  escalated: boolean
}

/** @returns null where nobody has reviewed the look, or by an earlier release without a verdict. */
export function describeLookReview(
  locale: Locale,
  { steps }: OwnLookView,
  now: Date,
): LookReviewWords | null {
  const say = translator(locale, 'looks')
  const found = steps.filter(({ verdict, outcome }) => verdict || outcome)
  if (found.length === 0) return null
  return {
    findings: found.map((step) => ({
      sentence: findingSentence(say, step),
      by: say('review.by', { staff: step.staff ?? '', when: moment(locale, step.at, now) }),
      said: step.said ?? null,
    })),
    escalated: found.some(({ escalation }) => escalation),
  }
}

/** What a step of a review has found, in sentences; empty for any other step. */
export const findingSentence = (say: Say<'looks'>, { verdict, escalation, outcome }: LookStepView): string =>
  [
    verdict && say(`review.verdict.${verdict}`),
    escalation && say(`review.escalation.${escalation}`),
    outcome && say(`review.outcome.${outcome}`),
  ]
    .filter(Boolean)
    .join(' ')
