import { type ActivityKind, activityKinds } from '#domain/actions.ts'
import type { ActivityEntry, ActivitySubject, ActivityView } from '#domain/activity/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { moment } from '../format.ts'
import { type Say, translator } from '../translator.ts'

/** A sentence with at most one link in it. */
export interface Linked {
  before: string
  link: { text: string; to: { kind: Exclude<ActivitySubject['kind'], 'contact'>; id: string } } | null
  after: string
}

/** An entry of the log in words. */
export interface EntryWords {
  id: string
  iso: string
  when: string
  sentence: Linked
  /** Who did it and on which device; null where the sentence says that already. */
  who: string | null
  /** Whether someone else may have done it: the line then has a link to say so. */
  doubtable: boolean
  /** The look in which staff did it: the line then has a link to ask why. */
  askAbout: string | null
  /** The reason or the note of a member of staff, word for word. */
  quote: string | null
}

/** A page of the log in words, with what its filter offers. */
export interface ActivityWords {
  kind: ActivityKind | null
  kinds: { id: ActivityKind | null; text: string }[]
  rows: EntryWords[]
  total: string
  /** Why there is no row; null when there are rows. */
  empty: string | null
  continued: boolean
  next: string | null
}

export function describeActivity(locale: Locale, view: ActivityView, now: Date): ActivityWords {
  const say = translator(locale, 'activity')
  const { kind, entries, total, continued, next } = view
  return {
    kind,
    kinds: [
      { id: null, text: say('kinds.all') },
      ...activityKinds.map((id) => ({ id, text: say(`kinds.${id}`) })),
    ],
    rows: entries.map((entry) => describeEntry(locale, entry, now)),
    total: say('total', { count: total }),
    empty: entries.length > 0 ? null : say(kind ? `empty-kind.${kind}` : 'empty'),
    continued,
    next,
  }
}

export function describeEntry(locale: Locale, entry: ActivityEntry, now: Date): EntryWords {
  const say = translator(locale, 'activity')
  return {
    id: entry.id,
    iso: entry.at.toISOString(),
    when: moment(locale, entry.at, now),
    sentence: sentenceOf(say, locale, entry),
    who: whoOf(say, entry),
    doubtable: entry.action === 'session.started',
    askAbout: entry.staff ? entry.lookId : null,
    quote: entry.reason,
  }
}

type Spoken = Omit<ActivityEntry, 'at' | 'id'>

/** An entry's sentence without its link, and who did it. */
export function entrySentence(locale: Locale, entry: Spoken): { sentence: string; who: string | null } {
  const say = translator(locale, 'activity')
  const { before, link, after } = sentenceOf(say, locale, entry)
  return { sentence: `${before}${link?.text ?? ''}${after}`, who: whoOf(say, entry) }
}

/** Encloses the words of a sentence that become a link. No text has this character. */
const mark = '\u0001'
export const markLink = (words: string): string => mark + words + mark

/** A sentence taken apart at the words that {@link markLink} has marked; without such words all of it is before. */
export function splitAtLink(sentence: string): { before: string; link?: string | undefined; after: string } {
  const [before = '', link, after = ''] = sentence.split(mark)
  return { before, link, after }
}

function sentenceOf(say: Say<'activity'>, locale: Locale, entry: Spoken): Linked {
  const { about, code } = entry
  const text = about && titleOf(say, about)
  const linked = text !== null && about?.kind !== 'session' && about?.kind !== 'contact'
  const language = code && say.has(`language.${code}`) ? say.dynamic(`language.${code}`) : ''
  const pages = translator(locale, 'nav.page')
  const page = code && pages.has(code) ? pages(code) : ''
  const title = linked ? markLink(text) : (text ?? '')
  const sentence = say.dynamic(keyOf(say, entry), { title, language, page })
  const { before, link, after } = splitAtLink(sentence)
  return about && link !== undefined && about.kind !== 'contact'
    ? { before, link: { text: link, to: { kind: about.kind, id: about.id } }, after }
    : { before: sentence, link: null, after: '' }
}

function keyOf(say: Say<'activity'>, { action, about, by, code }: Spoken): string {
  const key = `sentence.${action}`
  if (about?.kind === 'session') return say.has(`${key}-${code}`) ? `${key}-${code}` : `${key}-other`
  return [`${key}-${code}`, `${key}-${by}`].find((one) => say.has(one)) ?? key
}

function titleOf(say: Say<'activity'>, { kind, title }: ActivitySubject): string {
  if (kind === 'complaint' || kind === 'request' || kind === 'contact')
    return say('reference', { reference: title ?? '' })
  if (kind === 'look') return say('look')
  if (kind === 'automated-decision') return say('automated-decisions')
  if (kind === 'session') return title ?? say('unknown.device')
  return title ?? say(`unknown.${kind}`)
}

/** A decision is shown as the customer's own, also when a system passed it on; an end by a term or the policy is nobody's. */
function whoOf(say: Say<'activity'>, { action, about, by, staff, device, code }: Spoken): string | null {
  const ended = action === 'consent.expired' || action === 'consent.ended'
  const decision = about?.kind === 'consent' && !ended
  const channel = decision && code && say.has(`channel.${code}`) ? say.dynamic(`channel.${code}`) : null
  if (decision) return [say('who.you'), channel ?? device].filter(Boolean).join(', ')
  if (!by) return null
  if (staff) return say('who.bank-staff', { staff })
  return [say(`who.${by}`), device].filter(Boolean).join(', ')
}
