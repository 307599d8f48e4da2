import { setImmediate } from 'node:timers/promises'
import { dpvPrefixes } from '#policy/dpv.ts'
import { catalogue } from '#policy/load.ts'
import { openAttachmentBytes } from '../cases/open-attachment.ts'
import type { CopyMaking, TableWords } from './copy-words.ts'
import { byteOrderMark, csvRow, separatorOf } from './csv.ts'
import { type CasePart, caseFiles } from './read-cases.ts'
import type { CopyTable, Reading } from './reading.ts'
import { type CopyRecords, copySchema } from './records.ts'
import { type CopyPart, type CopyStep, type CopySystem, type DigestTable, fileOf } from './schema.ts'
import type { Spool } from './spool.ts'
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
  systems: readonly CopySystem[]
  words: TableWords
  digest: CopyMaking['digest']
  spool: Spool
  /** Says what is written now, and how many records of it. */
  tell(step: CopyStep, records: number): void
  /** How many rows each table's file has, for the manifest. */
  rows: Map<string, number>
  /** In how many records of each table something of other people is masked. */
  masked: Map<string, number>
}

/** How many records are written at a time. */
const atOnce = 50
/** How much text is packed at a time, which is a task for another thread. */
const blockLetters = 64 * 1024
/** How many records of a table the digest shows. */
const newestShown = 15

/** The files of a copy, one after the other; each is read only once the one before is written. */
export async function* entriesOf(making: Making): AsyncGenerator<Entry> {
  const { tables, reading, copyId } = making
  const newest = new Map<string, unknown[]>()
  yield {
    path: fileOf('data', 'json'),
    step: 'counting',
    compress: true,
    content: inBlocks(jsonOf(making, newest)),
  }
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
    missing: making.systems.filter(({ state }) => state === 'missing').map(({ name }) => name),
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

/** Texts joined to blocks. */
async function* inBlocks(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let [waiting, letters]: [string[], number] = [[], 0]
  for await (const text of texts) {
    waiting.push(text)
    letters += text.length
    if (letters < blockLetters) continue
    yield waiting.join('')
    waiting = []
    letters = 0
  }
  yield waiting.join('')
}

/** `data.json`: what is asked for comes as it is read, in the order of the parts. */
async function* jsonOf(making: Making, newest: Map<string, unknown[]>) {
  const { reading, copyId, tables } = making
  const about = {
    $schema: fileOf('schema', 'json'),
    '@context': dpvPrefixes,
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

/** The records of a table for machines; as rows, they wait in the spool. */
async function* jsonRecords<Part extends CopyPart>(
  table: CopyTable<Part>,
  making: Pick<Making, 'tell' | 'masked' | 'rows' | 'reading' | 'words' | 'spool'>,
  newest: Map<string, unknown[]>,
) {
  const { tell, masked, rows, spool } = making
  const linesOf = linesIn(table, making)
  let [parting, inMasked, written] = ['\n', 0, 0]
  let kept: CopyRecords[Part][] = []
  for await (const records of inTurns(table.pages())) {
    const lines = records.flatMap(linesOf)
    written += lines.length
    inMasked += records.filter(isMasked).length
    kept = newestOf(table, kept, records)
    await spool.write(table.name, lines.join(''))
    tell(table.part, records.length)
    yield parting + records.map((record) => JSON.stringify(record)).join(',\n')
    parting = ',\n'
  }
  masked.set(table.name, inMasked)
  rows.set(fileOf(table.name, 'csv'), written)
  newest.set(table.name, kept)
}

/** Some records of a page at a time; after each time others in the process have their turn. */
async function* inTurns<Read>(pages: AsyncIterable<Read[]>): AsyncGenerator<Read[]> {
  for await (const page of pages)
    for (let from = 0; from < page.length; from += atOnce) {
      yield page.slice(from, from + atOnce)
      await setImmediate()
    }
}

/** Makes the rows of a record. */
function linesIn<Part extends CopyPart>(
  { part }: CopyTable<Part>,
  { words, reading }: Pick<Making, 'words' | 'reading'>,
): (record: CopyRecords[Part]) => string[] {
  const separator = separatorOf(reading.ctx.locale)
  const { rows } = words[part]
  return (record) => rows(record).map((cells) => csvRow(cells, separator))
}

/** What the digest shows of the records read so far and some more, the newest first. */
function newestOf<Part extends CopyPart>(
  { newestFirst, shownWhole, at }: CopyTable<Part>,
  known: CopyRecords[Part][],
  more: CopyRecords[Part][],
): CopyRecords[Part][] {
  if (shownWhole) return [...known, ...more]
  if (newestFirst) return known.length < newestShown ? [...known, ...more].slice(0, newestShown) : known
  const all = [...more.toReversed(), ...known]
  return (at ? all.sort((one, other) => (at(one) < at(other) ? 1 : -1)) : all).slice(0, newestShown)
}

const isMasked = (record: CopyRecords[CopyPart]): boolean =>
  'messages' in record ? record.messages.some(({ masked }) => masked) : 'masked' in record && record.masked

async function* csvOf(
  { name, part, records }: CountedTable,
  { words, tell, reading, spool }: Pick<Making, 'words' | 'tell' | 'reading' | 'spool'>,
) {
  yield byteOrderMark + csvRow(words[part].heads, separatorOf(reading.ctx.locale))
  yield* spool.read(name)
  tell(part, records)
}

async function* filesOf(reading: Reading, of: CasePart): AsyncGenerator<Entry> {
  for await (const { caseId, attachmentId, path } of caseFiles(reading, of)) {
    const content = once(() => openAttachmentBytes(reading.ctx, caseId, attachmentId))
    yield { path, step: 'attachments', compress: true, content }
  }
}
