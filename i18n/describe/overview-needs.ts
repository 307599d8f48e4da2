import type { OpenCase, OverviewView } from '#domain/overview/schema.ts'
import { daysBetween } from '#policy/days.ts'
import type { Locale } from '#policy/locale.ts'
import { isoDay, nearDate } from '../format.ts'
import { translator } from '../translator.ts'
import { type ConsentWords, describeWhole } from './consents.ts'
import { describeLookNeed, type LookNeedWords } from './look-needs.ts'

/** How many looks the overview shows; the log has them all. */
const shownLooks = 3

/** A question of the bank in words. */
interface QuestionWords extends Pick<OpenCase, 'type'> {
  id: string
  reference: string
  subject: string
  text: string
  /**
   * The days left for the bank's answer, or since it was due; null when none is owed. While the clock stands still, those
   * the customer has.
   */
  left: string | null
  late: boolean
  clock: string
}

/** What waits for the customer, in words. */
export interface NeedsWords {
  count: number
  looks: LookNeedWords[]
  /** How many more looks were not acknowledged. */
  moreLooks: number
  questions: QuestionWords[]
  /** The consents that end soon; null when none does. */
  expiring: { at: Date; left: string; policyVersion: number | null; consents: ConsentWords[] } | null
}

/** What waits for the customer; null when nothing does. */
export function describeNeeds(
  locale: Locale,
  {
    looks,
    questions,
    expiring,
    policyVersion,
  }: Pick<OverviewView, 'looks' | 'questions' | 'expiring' | 'policyVersion'>,
  now: Date,
): NeedsWords | null {
  const count = looks.length + questions.length + expiring.length
  if (count === 0) return null
  // A request has a clock of minutes.
  const [waiting, over] = [looks.filter(({ can }) => can.answer), looks.filter(({ can }) => !can.answer)]
  const shown = [...waiting, ...over].slice(0, Math.max(shownLooks, waiting.length))
  return {
    count,
    looks: shown.map((look) => describeLookNeed(locale, look, now)),
    moreLooks: looks.length - shown.length,
    questions: questions.map((one) => describeQuestion(locale, one, now)),
    expiring: describeExpiring(locale, { expiring, policyVersion }, now),
  }
}

function describeQuestion(
  locale: Locale,
  asked: OverviewView['questions'][number],
  now: Date,
): QuestionWords {
  const say = translator(locale, 'overview.needs')
  const { type, id, reference, subject, question, dueOn, progress } = asked
  const pause = asked.type === 'request' ? asked.pause : null
  const until = pause?.until ?? dueOn
  const daysLeft = pause ? daysBetween(isoDay(now), pause.until) : (progress?.daysLeft ?? null)
  const late = daysLeft !== null && daysLeft < 0
  const clock = pause ? 'paused' : late ? 'clock-late' : 'clock'
  return {
    type,
    id,
    reference,
    subject,
    text: question ?? '',
    left: daysLeft === null ? null : say(late ? 'late' : 'left', { days: Math.abs(daysLeft) }),
    late,
    clock: until
      ? say(clock, { type, date: nearDate(locale, until, now, pause ? 'until' : 'since') })
      : translator(locale, 'complaints')('clock.unknown'),
  }
}

function describeExpiring(
  locale: Locale,
  { expiring, policyVersion }: Pick<OverviewView, 'expiring' | 'policyVersion'>,
  now: Date,
): NeedsWords['expiring'] {
  const ends = expiring.flatMap(({ history: [latest] }) => latest?.expiresAt?.getTime() ?? [])
  if (ends.length === 0) return null
  const days = daysBetween(isoDay(now), isoDay(new Date(Math.min(...ends))))
  return {
    at: now,
    policyVersion,
    left: translator(locale, 'overview.needs')('left', { days }),
    consents: expiring.map((consent) => describeWhole(locale, consent, now)),
  }
}
