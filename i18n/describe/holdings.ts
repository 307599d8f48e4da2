import type { FieldView, HeldView, UseView } from '#domain/holdings/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { longDate, lowerFirst, number, upperFirst } from '../format.ts'
import { type Say, translator } from '../translator.ts'

/** The row of a field in words. */
export interface FieldWords {
  /** The shown value: masked, whole where nothing is hidden, or the number of entries. */
  value: string | null
  /** What screen readers say in place of a masked value's dots. */
  spoken?: string
  /** The words shown where there is no value. */
  none: string | null
  /** The sentence about source, purpose, recipients and retention; or why nothing is held. */
  sentence: string
}

/** The sentence and the shown value of a row. */
export function describeField(locale: Locale, field: FieldView): FieldWords {
  const say = translator(locale, 'holdings')
  const { held } = field
  if (!held) {
    const noPermission = field.source.id === 'device' && field.consent?.state !== 'given'
    const none = say(noPermission ? 'none.permission' : 'none.data')
    return { value: null, none, sentence: absence(say, locale, field) }
  }
  const sentence = `${field.source.sentence}. ${upperFirst(sentenceOfUse(say, locale, field))}`
  return { ...shownValue(say, locale, held), none: null, sentence }
}

function sentenceOfUse(say: Say<'holdings'>, locale: Locale, field: FieldView): string {
  if (field.former) return say('sentence.former')
  if (field.restriction) return say('sentence.restricted', { retention: field.retention })
  return isStopped(field) ? say('sentence.stopped') : livingSentence(say, locale, field)
}

/** Whether the field's consent is off, or no use of it is allowed any more. What is restricted is kept all the same. */
const isStopped = (field: FieldView): boolean =>
  field.restriction === null &&
  ((field.consent !== null && field.consent.state !== 'given') || field.uses.every((use) => !use.live))

function shownValue(
  say: Say<'holdings'>,
  locale: Locale,
  held: HeldView,
): Pick<FieldWords, 'value' | 'spoken'> {
  if (held.rule === 'plain') return { value: held.masked }
  if (held.rule === 'count' && held.quantity !== null)
    return { value: say('quantity', { count: held.quantity, shown: number(locale, held.quantity) }) }
  return { value: held.masked, spoken: spokenMask(say, held.masked) }
}

/** What screen readers say in place of a masked value's dots. */
export function spokenMask(say: Say<'holdings'>, masked: string): string {
  const rest = masked.replace(/•+/g, ' ').replace(/\s+/g, ' ').trim()
  return /[\p{L}\p{N}]/u.test(rest) ? say('masked', { rest }) : say('masked-whole')
}

function livingSentence(say: Say<'holdings'>, locale: Locale, field: FieldView): string {
  const live = field.uses.filter((use) => use.live)
  const receiving = field.recipients.filter((recipient) => recipient.live)
  return say('sentence.used', {
    purposes: joinClauses(
      locale,
      live.map((use) => use.clause),
    ),
    recipients: say('sentence.recipients', { count: receiving.length }),
    retention: field.retention,
  })
}

const frames: Record<Locale, { before: string; after: string }> = {
  kk: { before: '', after: ' үшін' },
  ru: { before: 'чтобы ', after: '' },
  en: { before: 'to ', after: '' },
}

/**
 * Joins clauses of purpose, saying once what frames them all: «шартты орындау және операцияларыңызды қорғау үшін».
 * Of more than three, two are said and the rest counted.
 */
export function joinClauses(locale: Locale, clauses: string[]): string {
  const say = translator(locale, 'holdings')
  const { before, after } = frames[locale]
  const framed = clauses.every((clause) => clause.startsWith(before) && clause.endsWith(after))
  const bare = framed
    ? clauses.map((clause) => clause.slice(before.length, clause.length - after.length))
    : clauses
  const counted = bare.length > 3 ? bare.length - 2 : 0
  const list = counted > 0 ? bare.slice(0, 2).join(', ') : joined(say, bare)
  const opening = framed ? before + list : list
  if (counted > 0) return say('sentence.purposes', { purposes: opening, count: counted })
  return framed ? opening + after : opening
}

function joined(say: Say<'holdings'>, parts: string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : say('and', { list: parts.slice(0, -1).join(', '), last })
}

function absence(say: Say<'holdings'>, locale: Locale, { whenEmpty, consent, source }: FieldView): string {
  if (!consent || (consent.state === 'none' && source.id === 'device')) return whenEmpty
  const date = consent.decidedAt ? longDate(locale, consent.decidedAt, 'on') : ''
  return `${whenEmpty} ${say(`consent.${consent.state}`, { date })}`
}

/** The source, purposes, recipients and retention of a field in words. */
export interface ThreadWords {
  from: string
  /** A sentence for each legal basis; then the uses whose consent is off. */
  purposes: string[]
  until: string
}

export function describeThread(locale: Locale, field: FieldView & { held: HeldView }): ThreadWords {
  const say = translator(locale, 'holdings')
  const live = field.uses.filter((use) => use.live)
  const stopped = field.uses.filter((use) => !use.live)
  const whyStopped = field.restriction ? 'restricted-purposes' : 'stopped-purposes'
  const bases = [...new Set(live.map((use) => use.basis))]
  const titles = (uses: UseView[]) => joinTitles(uses.map((use) => use.title))
  return {
    from: origin(say, locale, field),
    purposes: [
      ...(field.former ? [say('sentence.former')] : []),
      ...bases.map((basis) => {
        const uses = live.filter((use) => use.basis === basis)
        return say('basis', { purposes: titles(uses), basis: lowerFirst(uses[0]?.basisTitle ?? '') })
      }),
      ...(stopped.length > 0 ? [say(whyStopped, { purposes: titles(stopped) })] : []),
    ],
    until: isStopped(field) && !field.former ? say('sentence.stopped') : `${upperFirst(field.retention)}.`,
  }
}

function origin(
  say: Say<'holdings'>,
  locale: Locale,
  { source, held }: FieldView & { held: HeldView },
): string {
  const since = held.quantity !== null
  const date = longDate(locale, held.obtainedAt, since ? 'since' : 'on')
  const said = say(since ? 'origin.since' : 'origin.on', { source: source.sentence, date })
  const wayIsPlain = held.obtainedVia === 'app' && source.id !== 'given'
  return wayIsPlain ? said : `${said}, ${say(`origin.${held.obtainedVia}`)}`
}

/**
 * A value as its owner reads it: a phone in groups, a date in full, an amount in tenge. What is shaped otherwise is
 * shown as it stands.
 */
export function describeValue(locale: Locale, rule: HeldView['rule'], value: string): string {
  if (rule === 'phone')
    return value.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 $1 $2 $3 $4').replaceAll(' ', '\u00a0')
  if (rule === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return longDate(locale, value)
  if (rule === 'amount' && /^\d{1,15}$/.test(value)) return `${number(locale, Number(value))}\u00a0₸`
  return value
}

const joinTitles = (titles: string[]): string =>
  titles.map((title, place) => (place === 0 ? title : lowerFirst(title))).join(', ')
