import type { CopyRecords, DigestContent, DigestTable } from '#domain/copies/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { clockTime, digitDate, longDate, number, upperFirst } from '../format.ts'
import { translator } from '../translator.ts'
import { columns, copyTables, spoken } from './copy-tables.ts'
import { describeValue } from './holdings.ts'

/** A part of the digest: fields of a category one by one, or a table of the newest records. */
export interface DigestSection {
  title: string
  note: string
  fields: { title: string; value: string; note: string }[]
  heads: string[]
  /** Which columns share the room; the others are as wide as what is in them. */
  wide: boolean[]
  rows: string[][]
}

/** The digest in words, as the document lays it out. `%p` and `%n` in `page` stand for the page and the number of pages. */
export interface DigestWords {
  lang: Locale
  title: string
  made: string
  by: string
  lede: string
  contents: string
  page: string
  counts: { title: string; heads: string[]; rows: string[][] }
  sections: DigestSection[]
}

/** The columns that a person would like to read; the others are in the archive's tables. */
const shownColumns: { [Part in Exclude<DigestTable['part'], 'data'>]: (typeof columns)[Part][number][] } = {
  profile: ['item', 'value', 'at'],
  records: ['obtained', 'title', 'value'],
  restrictions: ['field', 'set', 'why', 'allowed', 'lifted', 'uses'],
  obligations: ['kind', 'contract', 'opened', 'closed'],
  consents: ['title', 'outcome', 'decided', 'channel'],
  disclosures: ['at', 'recipient', 'fields', 'basis'],
  'automated-decisions': ['at', 'sentence', 'factors', 'objection'],
  looks: ['asked', 'staff', 'reason', 'text', 'found'],
  complaints: ['reference', 'at', 'side', 'step', 'text'],
  requests: ['reference', 'right', 'at', 'side', 'step', 'outcome', 'text'],
  contacts: ['reference', 'taken', 'kind', 'note'],
  activity: ['at', 'sentence', 'who'],
  sessions: ['started', 'device', 'address'],
  copies: ['asked', 'state', 'downloads'],
}
/** A column that tells more of another, and stands with it in one cell. */
const told: { [column: string]: string } = { recipient: 'to', objection: 'answer' }
/** The columns with long texts. */
const wideColumns = new Set([
  'value',
  'title',
  'recipient',
  'field',
  'why',
  'allowed',
  'factors',
  'objection',
  'fields',
  'text',
  'found',
  'note',
  'sentence',
  'who',
  'device',
  'contract',
])
/** The parts of which one row of a record says all that is shown. */
const saidOnce: ReadonlySet<DigestTable['part']> = new Set(['restrictions'])
/** The longest text in a cell. */
const longest = 600

export function describeDigest(content: DigestContent): DigestWords {
  const { locale, asOf, controller, tables, missing } = content
  const say = translator(locale, 'copies')
  // Of the tables of data only what no policy names has no title; records have that of their system.
  const titleOf = ({ part, title }: DigestTable) =>
    title ?? say(part === 'data' ? 'digest.unnamed' : `part.${part}`)
  return {
    lang: locale,
    title: say('digest.title'),
    made: say('digest.made', { date: longDate(locale, asOf), time: clockTime(asOf) }),
    by: say('digest.by', { operator: controller.name, bin: controller.bin }),
    lede: [say('digest.lede'), missing.length > 0 && say('digest.missing', { names: missing.join(', ') })]
      .filter(Boolean)
      .join(' '),
    contents: say('digest.contents'),
    page: say('digest.page', { page: '%p', pages: '%n' }),
    counts: {
      title: say('digest.counts'),
      heads: [say('digest.part'), say('digest.records'), say('digest.files')],
      rows: tables.map((table) => [titleOf(table), number(locale, table.records), `${table.name}.csv`]),
    },
    // What has no records is counted, and has no part of its own.
    sections: tables
      .filter(({ records }) => records > 0)
      .map((table) => ({ title: titleOf(table), ...sectionOf(locale, table) })),
  }
}

function sectionOf(locale: Locale, table: DigestTable): Omit<DigestSection, 'title'> {
  const say = translator(locale, 'copies')
  const { records, masked, newest } = table
  const counts = { count: records, shown: newest.length }
  const counted = say(newest.length < records ? 'digest.newest' : 'digest.all', counts)
  const note = masked > 0 ? `${counted} ${say('digest.masked', { count: masked })}` : counted
  if (table.part === 'data')
    return { note, heads: [], wide: [], rows: [], fields: table.newest.map((one) => fieldOf(locale, one)) }
  return { note, fields: [], ...tableOf(locale, table) }
}

function tableOf<Part extends keyof typeof shownColumns>(
  locale: Locale,
  { part, newest }: { part: Part; newest: CopyRecords[Part][] },
): Pick<DigestSection, 'heads' | 'wide' | 'rows'> {
  const { heads, rows } = copyTables(locale)[part]
  const all: readonly string[] = columns[part]
  const cells = newest.flatMap((record) => rows(record).slice(0, saidOnce.has(part) ? 1 : undefined))
  // A column in which nothing stands would only take room.
  const shown = shownColumns[part]
    .map((column) => all.indexOf(column))
    .filter((at) => cells.some((row) => row[at] !== null && row[at] !== ''))
  const wide = shown.map((at) => wideColumns.has(all[at] ?? ''))
  return {
    heads: shown.map((at) => heads[at] ?? ''),
    // Without one with long texts, the last column takes the room.
    wide: wide.map((is, nth) => is || (!wide.includes(true) && nth === wide.length - 1)),
    rows: cells.map((row) =>
      shown.map((at) => {
        const more = row[all.indexOf(told[all[at] ?? ''] ?? '')]
        const cell = readable(row[at] ?? '')
        const words = wideColumns.has(all[at] ?? '') ? cell : upperFirst(cell)
        return cut([words, more].filter(Boolean).join(': '))
      }),
    ),
  }
}

function fieldOf(locale: Locale, record: CopyRecords['data']): DigestSection['fields'][number] {
  const say = translator(locale, 'copies')
  const named = (titles: (string | null)[]) => titles.filter((title) => title !== null).join('; ')
  const quantity = record.quantity === null ? '' : ` (${say('digest.entries', { count: record.quantity })})`
  return {
    title: record.title,
    value: cut(record.value === null ? say('hidden') : written(locale, record)) + quantity,
    note: say(noteOf(record), {
      source: record.source.title ?? '',
      purposes: named(record.uses.map(({ purpose }) => purpose.title)),
      recipients: named(record.recipients.map(({ title }) => title)) || say('digest.nobody'),
      retention: record.retention,
    }),
  }
}

/** Every kind of data of the policy has a use; what has none, no policy names. */
function noteOf({ uses, masked }: CopyRecords['data']) {
  if (uses.length === 0) return 'digest.why-unnamed'
  return masked ? 'digest.why-masked' : 'digest.why'
}

/** A value as its owner reads it, with the word for the currency instead of its sign. */
function written(locale: Locale, record: CopyRecords['data']): string {
  const value = describeValue(locale, record.rule, record.value ?? '')
  return spoken(locale, { rule: 'plain', value })
}

/** A moment or a day of a table, which is written there for spreadsheets, as people write it; anything else as it is. */
function readable(cell: string | number): string {
  const [, day = '', time = ''] = /^(\d{4}-\d{2}-\d{2})( \d{2}:\d{2})?$/.exec(String(cell)) ?? []
  if (day === '') return String(cell)
  return `${digitDate(day)}${time && `,${time}`}`
}

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text)
