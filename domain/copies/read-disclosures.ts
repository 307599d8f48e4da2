import type { KeyObject } from 'node:crypto'
import { and, asc, count, eq, lte, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jsonRows } from '#db/fast/json-rows.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { customerKey } from '../customers/customer-key.ts'
import { type History, historyOf, type Mention, versionOf } from '../policies/history.ts'
import { openExact } from '../recipients/exact-recipient.ts'
import { read } from '../transaction.ts'
import { type CopyTable, pagesOf, type Reading } from './reading.ts'
import type { CopyRecords } from './records.ts'

const oldestFirst = [asc(disclosures.disclosedAt), asc(disclosures.id)]
type Row = typeof disclosures.$inferSelect

/** How many things that rows say are remembered in words; a page has fewer. */
const mostKnown = 5000

/** The customer's disclosures, oldest first, in the words of the policy that was in force when each was made. */
export function disclosureTable(reading: Reading): CopyTable<'disclosures'> {
  const { ctx, asOf } = reading
  const own = and(eq(disclosures.customerId, ctx.subject), lte(disclosures.recordedAt, asOf))
  return {
    part: 'disclosures',
    name: 'disclosures',
    count: async (tx) => (await tx.select({ all: count() }).from(disclosures).where(own))[0]?.all ?? 0,
    pages: () =>
      pagesOf<Row, CopyRecords['disclosures']>((after, limit) => {
        const where = and(own, after ? behind(after) : undefined)
        return read(ctx, (tx) => jsonRows(tx, disclosures, { where, orderBy: oldestFirst, limit }))
      }, recordsIn(reading)),
  }
}

const behind = ({ disclosedAt, id }: Row): SQL =>
  sql`(${disclosures.disclosedAt}, ${disclosures.id}) > (${disclosedAt.toISOString()}::timestamptz, ${id}::uuid)`

/** What a row says in the words of a policy. */
type Words = Pick<CopyRecords['disclosures'], 'recipient' | 'purpose' | 'basis' | 'fields'>

/** Makes records of rows. The words are found once for all rows that say the same under the same version. */
function recordsIn({ ctx, versions }: Reading) {
  const known = new Map<string, Words>()
  return async (rows: Row[]): Promise<CopyRecords['disclosures'][]> => {
    if (known.size > mostKnown) known.clear()
    const said = rows.map((row) => ({ row, what: saidIn(row, versions) }))
    const news = new Map(said.flatMap(({ row, what }) => (known.has(what) ? [] : [[what, row]])))
    const sealed = rows.some(({ toNameSealed }) => toNameSealed)
    const find = async (tx: Tx) => {
      const history = await historyOf(tx, versions, [...news.values()].flatMap(mentionsOf))
      for (const [what, row] of news) known.set(what, wordsOf(row, history, ctx.locale))
      return sealed ? customerKey(ctx, tx) : null
    }
    const key = news.size > 0 || sealed ? await read(ctx, find) : null
    return said.map(({ row, what }) => recordOf(row, known.get(what), key))
  }
}

const saidIn = (
  { recipient, purpose, basis, fields, disclosedAt }: Row,
  versions: Reading['versions'],
): string =>
  `${versionOf(versions, disclosedAt)?.number} ${recipient} ${purpose} ${basis} ${fields.join(' ')}`

const mentionsOf = ({ recipient, purpose, basis, fields, disclosedAt: written }: Row): Mention[] => [
  { kind: 'recipient', id: recipient, written },
  { kind: 'purpose', id: purpose, written },
  { kind: 'basis', id: basis, written },
  ...fields.map((id): Mention => ({ kind: 'field', id, written })),
]

function wordsOf(row: Row, history: History, locale: Reading['ctx']['locale']): Words {
  const titleOf = history.titlesOf(row.disclosedAt, locale)
  const titled = (kind: Mention['kind'], id: string) => ({ id, title: titleOf(kind, id) })
  return {
    recipient: titled('recipient', row.recipient),
    purpose: titled('purpose', row.purpose),
    basis: titled('basis', row.basis),
    fields: row.fields.map((field) => titled('field', field)),
  }
}

function recordOf(row: Row, words: Words | undefined, key: KeyObject | null): CopyRecords['disclosures'] {
  if (!words) throw new Error('a disclosure is written before its words are found')
  const to = key && openExact(key, row)
  return {
    id: row.id,
    at: row.disclosedAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    recipient: words.recipient,
    to: to && { name: to.name, kind: to.kind, country: to.country },
    masked: to?.kind === 'person',
    purpose: words.purpose,
    basis: words.basis,
    fields: words.fields,
  }
}
