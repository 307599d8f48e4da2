import type {
  DeskLookView,
  LookNoticeView,
  LookOpening,
  LookPage,
  LookStepView,
  LookView,
  OwnLookView,
  RunningLook,
  SpokenWords,
} from '#domain/looks/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { clockTime, moment, quoted, untilTime } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { describeLookReview, findingSentence, type LookReviewWords } from './look-reviews.ts'
import { nameOf } from './mentioned.ts'

/** A step of a look, or an opened page or value, in a sentence. */
export interface LookStoryStep {
  iso: string
  when: string
  sentence: string
  /** The reason a value was opened for, or, for the staff, what an officer wrote to the customer, word for word. */
  quote: string | null
  /** The language of the quote, where it is known. */
  lang?: Locale
}

/** The facts of a look that customer and staff both read: who, why, what, how long. */
export interface LookFacts {
  who: string
  reason: string
  text: string
  reference: string
  pages: string
  minutes: string
}

/** A look in words: its state, its facts, what happened. */
export interface LookWords {
  state: string
  facts: LookFacts
  /** Newest first. */
  story: LookStoryStep[]
}

/** A look in words for its customer. */
export interface OwnLookWords extends LookWords {
  /** The two words of the caller; null once nothing is to be answered. */
  spoken: { first: string; second: string } | null
  review: LookReviewWords | null
}

/** The two words of a request as a reader of one language says or hears them. */
export function describeSpokenWords(locale: Locale, words: SpokenWords): { first: string; second: string } {
  const say = translator(locale, 'looks.words.is')
  return { first: say(words[0]), second: say(words[1]) }
}

export const describeOwnLook = (locale: Locale, look: OwnLookView, now: Date): OwnLookWords => ({
  state: describeLookState(locale, look),
  facts: describeFacts(locale, look),
  story: describeStory(locale, look, now, 'step'),
  spoken: look.words && describeSpokenWords(locale, look.words),
  review: describeLookReview(locale, look, now),
})

export function describeDeskLook(locale: Locale, look: DeskLookView, now: Date): LookWords {
  const say = translator(locale, 'looks')
  const { kind, state, steps, until } = look
  const time = until ? untilTime(locale, until) : ''
  const approvedOnce =
    kind === 'break-glass' && state === 'waiting' && steps.some((step) => step.kind === 'approved')
  return {
    state: say(approvedOnce ? 'desk.break-glass.waiting-second' : `desk.${kind}.${state}`, { time }),
    facts: describeFacts(locale, look),
    story: describeStory(locale, look, now, 'desk-step'),
  }
}

/** The row of a look in words. */
export type LookRowWords = Record<'id' | 'customer' | 'who' | 'why' | 'state' | 'asked', string>

export function describeLookRow(locale: Locale, look: DeskLookView, now: Date): LookRowWords {
  const say = translator(locale, 'looks')
  const { who, text, reference } = describeFacts(locale, look)
  return {
    id: look.id,
    customer: look.customer || say('search.nameless'),
    who,
    why: `${say('reference', { reference })}: ${text}`,
    state: say(`mine.states.${look.state}`),
    asked: moment(locale, look.askedAt, now),
  }
}

/** The notice about an open look on every page of the customer. */
export interface NoticeWords {
  id: string
  urgent: boolean
  running: boolean
  /** Who asks or looks, and until when the customer can answer. */
  told: string
  /** The time until the look ends by itself; null while it is not running. */
  left: { text: string; seconds: number } | null
  /** The words of the link to the look's page. */
  link: string
}

export function describeNotice(locale: Locale, look: LookNoticeView, now: Date): NoticeWords {
  const say = translator(locale, 'looks')
  const { id, state, until } = look
  const urgent = isWithoutLeave(look)
  const running = state === 'running'
  const key = `notice.${state}-urgent`
  const told = say.dynamic(urgent && say.has(key) ? key : `notice.${state}`, { who: whoLooks(locale, look) })
  return {
    id,
    urgent,
    running,
    told: running
      ? told
      : `${told} ${say.dynamic(`notice.${state}-until`, { time: untilTime(locale, until) })}.`,
    left: running ? timeLeft(until, now) : null,
    link: say(state === 'waiting' ? 'notice.answer' : 'notice.open'),
  }
}

/** Whether staff look, or ask to, without the customer's permission. */
export const isWithoutLeave = ({ kind, allowedBy }: Pick<LookView, 'kind' | 'allowedBy'>): boolean =>
  kind === 'break-glass' && allowedBy !== 'customer'

/** «Қ-101, маман»: a member of staff by their code and role, never by a name. */
const whoLooks = (locale: Locale, look: Pick<LookView, 'staffId' | 'staffRole'>): string =>
  translator(locale, 'staff')('me', {
    staffId: look.staffId,
    role: translator(locale, 'staff')(`role.${look.staffRole}`),
  })

export function describeFacts(locale: Locale, look: LookView): LookFacts {
  const say = translator(locale, 'looks')
  return {
    who: whoLooks(locale, look),
    reason: say(`reason.${look.reason}`),
    text: look.text,
    reference: groundOf(look),
    pages: look.pages.map((page) => pageName(locale, page)).join(', '),
    minutes: say('minutes', { count: look.minutes }),
  }
}

/** The number of the complaint, request or contact that a look is about. */
const groundOf = ({
  complaint,
  request,
  contact,
}: Pick<LookView, 'complaint' | 'request' | 'contact'>): string =>
  (complaint ?? request ?? contact)?.reference ?? ''

/** The name of a page in the customer's menu. */
export const pageName = (locale: Locale, page: LookPage): string => translator(locale, 'nav.page')(page)

/** The words of the band over a page in a look. */
export interface BandWords {
  customer: string
  why: string
  allowedBy: string
  /** `mm:ss`, and the same in seconds. */
  left: string
  leftSeconds: number
}

export function describeBand(locale: Locale, look: RunningLook, now: Date): BandWords {
  const say = translator(locale, 'looks')
  const { text: left, seconds: leftSeconds } = timeLeft(look.until, now)
  const pages = look.pages.map((page) => quoted(locale, pageName(locale, page))).join(', ')
  return {
    customer: look.customer ?? say('search.nameless'),
    why: `${say('reference', { reference: groundOf(look) })}: ${look.text}`,
    allowedBy: say(`allowed.${look.allowedBy}`, { time: clockTime(look.allowedAt), pages }),
    left,
    leftSeconds,
  }
}

/** The time left as `mm:ss`, and in seconds for counting on. */
function timeLeft(until: Date, now: Date): { text: string; seconds: number } {
  const seconds = Math.max(0, Math.ceil((until.getTime() - now.getTime()) / 1000))
  const parts = [Math.floor(seconds / 60), seconds % 60]
  return { text: parts.map((part) => String(part).padStart(2, '0')).join(':'), seconds }
}

/** The state of a look in a sentence for the customer. */
function describeLookState(locale: Locale, look: LookView): string {
  const say = translator(locale, 'looks')
  const params = {
    who: whoLooks(locale, look),
    minutes: look.minutes,
    time: look.until ? untilTime(locale, look.until) : '',
  }
  const urgent = `state.${look.state}-urgent`
  return say(isWithoutLeave(look) && say.has(urgent) ? urgent : `state.${look.state}`, params)
}

/**
 * Everything that happened, newest first.
 * @param told `step` to the customer, `desk-step` to the staff, who hear of the customer in the third person.
 */
function describeStory(
  locale: Locale,
  { steps, openings }: { steps: LookStepView[]; openings: LookOpening[] },
  now: Date,
  told: 'step' | 'desk-step',
): LookStoryStep[] {
  const say = translator(locale, 'looks')
  const taken = steps.map((step) => ({ at: step.at, ...toldStep(say, step, told) }))
  const seen = openings.map(({ at, what }) => ({ at, ...openingSentence(say, locale, what) }))
  return [...taken, ...seen]
    .sort((one, other) => other.at.getTime() - one.at.getTime())
    .map(({ at, ...told }) => ({ iso: at.toISOString(), when: moment(locale, at, now), ...told }))
}

/** A step in words. What an officer wrote stands on the customer's page already, so only the staff read it here. */
function toldStep(
  say: Say<'looks'>,
  step: LookStepView,
  told: 'step' | 'desk-step',
): Pick<LookStoryStep, 'sentence' | 'quote' | 'lang'> {
  const sentence = [stepSentence(say, step, told), findingSentence(say, step)].filter(Boolean).join(' ')
  const said = told === 'desk-step' && step.said
  return said ? { sentence, quote: said.text, lang: said.locale } : { sentence, quote: null }
}

function stepSentence(say: Say<'looks'>, { kind, side, staff }: LookStepView, told: string): string {
  const keys = [`${told}.${kind}-${side}`, `step.${kind}-${side}`, `step.${kind}`]
  return say.dynamic(keys.find((key) => say.has(key)) ?? `step.${kind}`, { staff: staff ?? '' })
}

function openingSentence(
  say: Say<'looks'>,
  locale: Locale,
  what: LookOpening['what'],
): Pick<LookStoryStep, 'sentence' | 'quote'> {
  if ('field' in what) {
    const title = nameOf(locale, { id: what.field, title: what.title })
    const key = what.reason === null ? 'opened.value-refused' : 'opened.value'
    return { sentence: say(key, { title }), quote: what.reason }
  }
  const page = pageName(locale, what.page)
  return { sentence: say(what.refused ? 'opened.refused' : 'opened.page', { page }), quote: null }
}
