import { catalogue } from '#policy/load.ts'
import { openAttachmentBytes } from '../cases/open-attachment.ts'
import type { CopyMaking, TableWords } from './copy-words.ts'
import { byteOrderMark, csvRow, separatorOf } from './csv.ts'
import { type CasePart, caseFiles } from './read-cases.ts'
import type { CopyTable, Reading } from './reading.ts'
import { type CopyRecords, copySchema } from './records.ts'
import { type CopyPart, type CopyStep, type DigestTable, fileOf } from './schema.ts'
import type { CountedTable } from './tables.ts'

/** A file of the copy as it is written. */
export interface Entry {
  path: string
  step: CopyStep
  /** What is packed already is stored as it is. */
  compress: boolean
  content: AsyncIterable<Uint8Array | string>
}

/** A copy as its files are made. */
export interface Making {
  copyId: string
  reading: Reading
  tables: readonly CountedTable[]
  words: TableWords
  digest: CopyMaking['digest']
  /** Says what is written now, and how many records of it. */
  tell(step: CopyStep, records: number): void
  /** How many rows each table's file has, for the manifest. */
  rows: Map<string, number>
  /** In how many records of each table something of other people is masked. */
  masked: Map<string, number>
}

/** How many records of a table the digest shows. */
const newestShown = 15

/** The files of a copy, one after the other; each is read only once the one before is written. */
export async function* entriesOf(making: Making): AsyncGenerator<Entry> {
  const { tables, reading, copyId } = making
  const newest = new Map<string, unknown[]>()
  yield { path: fileOf('data', 'json'), step: 'counting', compress: true, content: jsonOf(making, newest) }
  const told = tables.map(
    ({ part, name, title = null, records }) =>
      ({
        ...{ part, name, title, records },
        masked: making.masked.get(name) ?? 0,
        newest: newest.get(name) ?? [],
      }) as DigestTable,
  )
  // It is made while the tables are written.
  const digest = making.digest({
    copyId,
    locale: reading.ctx.locale,
    asOf: reading.asOf,
    controller: controllerIn(reading),
    tables: told,
  })
  digest.catch(() => undefined)
  for (const table of tables) {
    const path = fileOf(table.name, 'csv')
    yield { path, step: table.part, compress: true, content: csvOf(table, making) }
  }
  for (const part of ['complaints', 'requests'] as const)
    if (tables.some((table) => table.part === part)) yield* filesOf(reading, part)
  yield { path: fileOf('digest', 'pdf'), step: 'digest', compress: false, content: once(() => digest) }
  yield {
    path: fileOf('schema', 'json'),
    step: 'manifest',
    compress: true,
    content: once(async () => copySchema()),
  }
}

function controllerIn({ ctx }: Reading): { name: string; bin: string } {
  const { name, bin } = catalogue().operator
  return { name: name[ctx.locale], bin: bin.value }
}

async function* once(make: () => Promise<Uint8Array | string>) {
  yield await make()
}

/** `data.json`: what is asked for comes as it is read, in the order of the parts. */
async function* jsonOf(making: Making, newest: Map<string, unknown[]>) {
  const { reading, copyId, tables } = making
  const about = {
    $schema: fileOf('schema', 'json'),
    '@context': { dpv: 'https://w3id.org/dpv#', pd: 'https://w3id.org/dpv/pd#' },
    '@type': 'dpv:RightFulfilmentNotice',
    copy: {
      id: copyId,
      asOf: reading.asOf.toISOString(),
      locale: reading.ctx.locale,
      controller: controllerIn(reading),
    },
  }
  yield `${JSON.stringify(about).slice(0, -1)},\n"records":{`
  for (const [nth, table] of tables.entries()) {
    yield `${nth > 0 ? ',\n' : '\n'}${JSON.stringify(table.name)}:[`
    yield* jsonRecords(table, making, newest)
    yield ']'
  }
  yield '\n}}\n'
}

async function* jsonRecords<Part extends CopyPart>(
  table: CopyTable<Part>,
  { tell, masked }: Pick<Making, 'tell' | 'masked'>,
  newest: Map<string, unknown[]>,
) {
  masked.set(table.name, 0)
  let first = true
  let kept: CopyRecords[Part][] = []
  for await (const page of table.pages()) {
    masked.set(table.name, (masked.get(table.name) ?? 0) + page.filter(isMasked).length)
    kept = newestOf(table, kept, page)
    tell(table.part, page.length)
    const records = page.map((record) => JSON.stringify(record)).join(',\n')
    yield first ? `\n${records}` : `,\n${records}`
    first = false
  }
  newest.set(table.name, kept)
}

/** What the digest shows of the records read so far and those of a page more, the newest first. */
function newestOf<Part extends CopyPart>(
  { newestFirst, shownWhole, at }: CopyTable<Part>,
  known: CopyRecords[Part][],
  page: CopyRecords[Part][],
): CopyRecords[Part][] {
  if (shownWhole) return [...known, ...page]
  if (newestFirst) return known.length < newestShown ? [...known, ...page].slice(0, newestShown) : known
  const all = [...page.toReversed(), ...known]
  return (at ? all.sort((one, other) => (at(one) < at(other) ? 1 : -1)) : all).slice(0, newestShown)
}

const isMasked = (record: CopyRecords[CopyPart]): boolean =>
  'messages' in record ? record.messages.some(({ masked }) => masked) : 'masked' in record && record.masked

async function* csvOf<Part extends CopyPart>(
  table: CopyTable<Part>,
  { words, tell, rows, reading }: Pick<Making, 'words' | 'tell' | 'rows' | 'reading'>,
) {
  const separator = separatorOf(reading.ctx.locale)
  const { heads, rows: rowsOf } = words[table.part]
  yield byteOrderMark + csvRow(heads, separator)
  let written = 0
  for await (const page of table.pages()) {
    const lines = page.flatMap(rowsOf).map((cells) => csvRow(cells, separator))
    written += lines.length
    tell(table.part, page.length)
    yield lines.join('')
  }
  rows.set(fileOf(table.name, 'csv'), written)
}

async function* filesOf(reading: Reading, of: CasePart): AsyncGenerator<Entry> {
  for await (const { caseId, attachmentId, path } of caseFiles(reading, of)) {
    const content = once(() => openAttachmentBytes(reading.ctx, caseId, attachmentId))
    yield { path, step: 'attachments', compress: true, content }
  }
}
