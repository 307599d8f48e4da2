import type { CopyRecords } from '#domain/copies/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { countryName, upperFirst } from '../format.ts'
import { translator } from '../translator.ts'
import { entrySentence } from './activity.ts'
import { complaintRows, requestRows } from './copy-cases.ts'
import { decisionCells, restrictionRows } from './copy-programs.ts'
import { mostKept, time } from './copy-time.ts'

type Cell = string | number | null
type Part = keyof CopyRecords
/** The heads of a part's table, and the rows of one of its records. */
type Tables = { [Name in Part]: { heads: string[]; rows(record: CopyRecords[Name]): Cell[][] } }

/** The columns of each table, in their order, by the keys of their heads. */
export const columns = {
  profile: ['item', 'value', 'at'],
  data: [
    'title',
    'value',
    'quantity',
    'source',
    'purposes',
    'bases',
    'recipients',
    'retention',
    'obtained',
    'masked',
  ],
  records: ['title', 'value', 'obtained', 'masked'],
  restrictions: [
    ...['field', 'set', 'by', 'why', 'allowed', 'lifted', 'lifted-by', 'lifted-why', 'uses'],
    ...['day', 'count', 'without-ground', 'systems'],
  ],
  obligations: ['kind', 'contract', 'opened', 'closed'],
  consents: [
    ...['title', 'outcome', 'decided', 'expires', 'channel', 'allows', 'purpose', 'fields', 'recipients'],
    ...['confirmed', 'version', 'hash', 'receipt'],
  ],
  disclosures: ['at', 'recipient', 'to', 'country', 'fields', 'purpose', 'basis', 'recorded', 'masked'],
  'automated-decisions': [
    ...['at', 'kind', 'sentence', 'factors', 'basis', 'system', 'reference', 'objection', 'answer', 'masked'],
  ],
  looks: ['asked', 'staff', 'reason', 'text', 'about', 'pages', 'minutes', 'state', 'found', 'masked'],
  complaints: [
    ...['reference', 'state', 'channel', 'received', 'due', 'number', 'at', 'side', 'step', 'text', 'files'],
    'masked',
  ],
  requests: [
    ...['reference', 'right', 'state', 'channel', 'received', 'due', 'outcome', 'number', 'at', 'side'],
    ...['step', 'text', 'files', 'masked'],
  ],
  contacts: ['reference', 'kind', 'taken', 'staff', 'note', 'masked'],
  activity: ['at', 'sentence', 'who', 'reason', 'masked'],
  sessions: ['started', 'device', 'address', 'seen', 'ended', 'gpc'],
  copies: ['asked', 'parts', 'state', 'ready', 'bytes', 'downloads'],
} as const satisfies Record<Part, readonly string[]>

/** The tables of a copy in words: what a code means is said, a yes is a word, and a time is that of Almaty. */
export function copyTables(locale: Locale): Tables {
  const say = translator(locale, 'copies')
  const heads = (part: Part) => columns[part].map((column) => say.dynamic(`head.${part}.${column}`))
  const table = <Name extends Part>(part: Name, row: (record: CopyRecords[Name]) => Cell[]) => ({
    heads: heads(part),
    rows: (record: CopyRecords[Name]) => [row(record)],
  })
  const { word, yes, list } = words(locale)
  const consents = translator(locale, 'consents')
  const looks = translator(locale, 'looks')
  const pages = translator(locale, 'nav.page')
  const sentenceOf = sentences(locale)
  return {
    profile: table('profile', ({ item, value, at }) => [
      upperFirst(say.dynamic(`item.${item}`)),
      item === 'language' && value ? word('activity', `language.${value}`) : value,
      time(at),
    ]),
    data: table('data', (record) => [
      record.title,
      record.value === null ? say('hidden') : spoken(locale, record),
      record.quantity,
      record.source.title,
      list(record.uses.map(({ purpose }) => purpose.title)),
      list([...new Set(record.uses.map(({ basis }) => basis.title))]),
      list(record.recipients.map(({ title }) => title)),
      record.retention,
      time(record.obtainedAt),
      yes(record.masked),
    ]),
    records: table('records', (record) => [
      record.title,
      record.value === null ? say('hidden') : spoken(locale, record),
      time(record.obtainedAt),
      yes(record.masked),
    ]),
    restrictions: { heads: heads('restrictions'), rows: (record) => restrictionRows(locale, record) },
    obligations: table('obligations', ({ kind, contract, openedOn, closedOn }) => [
      word('copies', `obligation.${kind}`),
      contract,
      openedOn,
      closedOn,
    ]),
    consents: table('consents', (record) => [
      record.title ?? record.consent,
      word('copies', `outcome.${record.outcome}`),
      time(record.decidedAt),
      time(record.expiresAt),
      consents.has(`channel.${record.channel}`)
        ? consents.dynamic(`channel.${record.channel}`)
        : record.channel,
      record.receipt?.allows ?? null,
      record.receipt?.purpose ?? null,
      list(record.receipt?.fields ?? []),
      list(
        record.receipt?.recipients.map(({ name, countries }) => `${name} (${countries.join(', ')})`) ?? [],
      ),
      yes(record.confirmed),
      record.policyVersion,
      record.policyHash,
      record.id,
    ]),
    disclosures: table('disclosures', (record) => [
      time(record.at),
      record.recipient.title ?? record.recipient.id,
      record.to?.name ?? null,
      record.to && countryName(locale, record.to.country),
      list(record.fields.map(({ id, title }) => title ?? id)),
      record.purpose.title ?? record.purpose.id,
      record.basis.title ?? record.basis.id,
      time(record.recordedAt),
      yes(record.masked),
    ]),
    'automated-decisions': table('automated-decisions', (record) => decisionCells(locale, record)),
    looks: table('looks', (record) => [
      time(record.askedAt),
      record.staff,
      looks.dynamic(`reason.${record.reason}`),
      record.text,
      record.about.reference,
      list(record.pages.map((page) => (pages.has(page) ? pages(page) : page))),
      record.minutes,
      looks.has(`mine.states.${record.state}`) ? looks.dynamic(`mine.states.${record.state}`) : record.state,
      found(locale, record),
      yes(record.masked),
    ]),
    complaints: { heads: heads('complaints'), rows: (record) => complaintRows(locale, record) },
    requests: { heads: heads('requests'), rows: (record) => requestRows(locale, record) },
    contacts: table('contacts', (record) => [
      record.reference,
      translator(locale, 'contacts').dynamic(`kind.${record.kind}`),
      time(record.takenAt),
      record.staff,
      record.note,
      yes(record.masked),
    ]),
    activity: table('activity', (record) => {
      const { sentence, who } = sentenceOf(record)
      return [time(record.at), sentence, who, record.reason, yes(record.masked)]
    }),
    sessions: table('sessions', (record) => [
      time(record.startedAt),
      record.device,
      record.address,
      time(record.lastSeenAt),
      time(record.endedAt),
      yes(record.gpc),
    ]),
    copies: table('copies', (record) => [
      time(record.askedAt),
      list(record.parts.map((part) => say.dynamic(`part.${part}`))),
      say.dynamic(`state.${record.state}`),
      time(record.readyAt),
      record.bytes,
      record.downloads.length,
    ]),
  }
}

function words(locale: Locale) {
  const say = translator(locale, 'copies')
  const word = (part: 'activity' | 'copies', key: string) => translator(locale, part).dynamic(key)
  return {
    word,
    yes: (given: boolean) => say(given ? 'yes' : 'no'),
    list: (parts: readonly (string | null)[]) => parts.filter((part) => part !== null).join('; '),
  }
}

/** What officers found of a look and wrote of it, in their order. */
function found(locale: Locale, { steps }: CopyRecords['looks']): string | null {
  const review = translator(locale, 'looks.review')
  const told = steps.flatMap(({ verdict, escalation, outcome, text }) => [
    verdict && review.dynamic(`verdict.${verdict}`),
    outcome && review.dynamic(`outcome.${outcome}`),
    text,
    escalation && review.dynamic(`escalation.${escalation}`),
  ])
  return told.filter((part) => part !== null).join(' ') || null
}

/** A value as it is read aloud: an amount has the word for its currency instead of a sign. */
export function spoken(locale: Locale, { rule, value }: Pick<CopyRecords['data'], 'rule' | 'value'>): string {
  const tenge = translator(locale, 'copies')('tenge')
  const written = value ?? ''
  if (rule === 'amount' && /^\d{1,15}$/.test(written)) return `${written} ${tenge}`
  return written.replace(/\s*₸/gu, ` ${tenge}`)
}

/** Makes a row's sentence once for all entries that say the same. */
function sentences(locale: Locale) {
  const made = new Map<string, ReturnType<typeof entrySentence>>()
  return (entry: CopyRecords['activity']) => {
    const { action, by, staff, device, code, about } = entry
    const key = [action, by, staff, device, code, about?.kind, about?.id, about?.title].join('\n')
    const known = made.get(key)
    if (known) return known
    const sentence = entrySentence(locale, entry)
    if (made.size >= mostKept) made.clear()
    made.set(key, sentence)
    return sentence
  }
}
