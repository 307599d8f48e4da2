import type { CopyRecords, DigestContent, DigestTable } from '#domain/copies/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { clockTime, longDate, number } from '../format.ts'
import { translator } from '../translator.ts'
import { columns, copyTables, spoken } from './copy-tables.ts'

/** A part of the digest: fields of a category one by one, or a table of the newest records. */
export interface DigestSection {
  title: string
  note: string
  fields: { title: string; value: string; note: string }[]
  heads: string[]
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
  obligations: ['kind', 'contract', 'opened', 'closed'],
  consents: ['title', 'outcome', 'decided', 'channel'],
  disclosures: ['at', 'recipient', 'fields', 'basis'],
  looks: ['asked', 'staff', 'reason', 'text'],
  complaints: ['reference', 'at', 'side', 'text'],
  contacts: ['reference', 'taken', 'kind', 'note'],
  activity: ['at', 'sentence', 'who'],
  sessions: ['started', 'device', 'address'],
  copies: ['asked', 'state', 'downloads'],
}
/** The longest text in a cell. */
const longest = 600

export function describeDigest(content: DigestContent): DigestWords {
  const { locale, asOf, controller, tables } = content
  const say = translator(locale, 'copies')
  const titleOf = (table: DigestTable) => table.title ?? say(`part.${table.part}`)
  return {
    lang: locale,
    title: say('digest.title'),
    made: say('digest.made', { date: longDate(locale, asOf), time: clockTime(asOf) }),
    by: say('digest.by', { operator: controller.name, bin: controller.bin }),
    lede: say('digest.lede'),
    contents: say('digest.contents'),
    page: say('digest.page', { page: '%p', pages: '%n' }),
    counts: {
      title: say('digest.counts'),
      heads: [say('digest.part'), say('digest.records'), say('digest.files')],
      rows: tables.map((table) => [titleOf(table), number(locale, table.records), `${table.name}.csv`]),
    },
    sections: tables.map((table) => ({ title: titleOf(table), ...sectionOf(locale, table) })),
  }
}

function sectionOf(locale: Locale, table: DigestTable): Omit<DigestSection, 'title'> {
  const say = translator(locale, 'copies')
  const { records, newest } = table
  const counts = { count: records, shown: newest.length }
  if (records === 0) return { note: say('digest.none'), fields: [], heads: [], rows: [] }
  const note = say(newest.length < records ? 'digest.newest' : 'digest.all', counts)
  if (table.part === 'data')
    return { note, heads: [], rows: [], fields: table.newest.map((one) => fieldOf(locale, one)) }
  return { note, fields: [], ...tableOf(locale, table) }
}

function tableOf<Part extends keyof typeof shownColumns>(
  locale: Locale,
  { part, newest }: { part: Part; newest: CopyRecords[Part][] },
): Pick<DigestSection, 'heads' | 'rows'> {
  const { heads, rows } = copyTables(locale)[part]
  const all: readonly string[] = columns[part]
  const shown = shownColumns[part].map((column) => all.indexOf(column))
  return {
    heads: shown.map((at) => heads[at] ?? ''),
    rows: newest.flatMap(rows).map((cells) => shown.map((at) => cut(String(cells[at] ?? '')))),
  }
}

function fieldOf(locale: Locale, record: CopyRecords['data']): DigestSection['fields'][number] {
  const say = translator(locale, 'copies')
  const named = (titles: (string | null)[]) => titles.filter((title) => title !== null).join('; ')
  const quantity = record.quantity === null ? '' : ` (${say('digest.entries', { count: record.quantity })})`
  return {
    title: record.title,
    value: cut(record.value === null ? say('hidden') : spoken(locale, record)) + quantity,
    note: say('digest.why', {
      source: record.source.title ?? '',
      purposes: named(record.uses.map(({ purpose }) => purpose.title)),
      recipients: named(record.recipients.map(({ title }) => title)) || say('digest.nobody'),
      retention: record.retention,
    }),
  }
}

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text)
