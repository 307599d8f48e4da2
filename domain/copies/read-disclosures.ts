import type { KeyObject } from 'node:crypto'
import { and, asc, count, eq, lte, type SQL, sql } from 'drizzle-orm'
import { disclosures } from '#db/schema/recipients.ts'
import { customerKey } from '../customers/customer-key.ts'
import {
  type History,
  historyOf,
  type Mention,
  type PolicyVersion,
  readVersions,
  versionOf,
} from '../policies/history.ts'
import { openExact } from '../recipients/exact-recipient.ts'
import { read } from '../transaction.ts'
import { type CopyTable, pagesOf, type Reading } from './reading.ts'
import type { CopyRecords } from './records.ts'

type Row = typeof disclosures.$inferSelect

/** The customer's disclosures, oldest first, in the words of the policy that was in force when each was made. */
export function disclosureTable({ ctx, asOf }: Reading): CopyTable<'disclosures'> {
  const own = and(eq(disclosures.customerId, ctx.subject), lte(disclosures.recordedAt, asOf))
  return {
    part: 'disclosures',
    name: 'disclosures',
    count: async (tx) => (await tx.select({ all: count() }).from(disclosures).where(own))[0]?.all ?? 0,
    pages: () =>
      pagesOf<Row, CopyRecords['disclosures']>(
        (after, limit) =>
          read(ctx, (tx) =>
            tx
              .select()
              .from(disclosures)
              .where(and(own, after ? behind(after) : undefined))
              .orderBy(asc(disclosures.disclosedAt), asc(disclosures.id))
              .limit(limit),
          ),
        async (rows) => {
          const [history, key] = await read(ctx, async (tx) => {
            const versions = await readVersions(tx)
            return Promise.all([
              historyOf(tx, versions, mentionsIn(rows, versions)),
              rows.some(({ toNameSealed }) => toNameSealed) ? customerKey(ctx, tx) : null,
            ])
          })
          return rows.map((row) => recordOf(row, history, key, ctx.locale))
        },
      ),
  }
}

const behind = ({ disclosedAt, id }: Row): SQL =>
  sql`(${disclosures.disclosedAt}, ${disclosures.id}) > (${disclosedAt.toISOString()}::timestamptz, ${id}::uuid)`

/** What the rows mention; alike rows under the same version do so once. */
function mentionsIn(rows: readonly Row[], versions: readonly PolicyVersion[]): Mention[] {
  const alike = new Map(
    rows.map((row) => {
      const { recipient, purpose, basis, fields, disclosedAt } = row
      return [[versionOf(versions, disclosedAt)?.hash, recipient, purpose, basis, ...fields].join(' '), row]
    }),
  )
  return [...alike.values()].flatMap(mentionsOf)
}

const mentionsOf = ({ recipient, purpose, basis, fields, disclosedAt: written }: Row): Mention[] => [
  { kind: 'recipient', id: recipient, written },
  { kind: 'purpose', id: purpose, written },
  { kind: 'basis', id: basis, written },
  ...fields.map((id): Mention => ({ kind: 'field', id, written })),
]

function recordOf(
  row: Row,
  history: History,
  key: KeyObject | null,
  locale: Reading['ctx']['locale'],
): CopyRecords['disclosures'] {
  const { disclosedAt: at } = row
  const titleOf = history.titlesOf(at, locale)
  const titled = (kind: Mention['kind'], id: string) => ({ id, title: titleOf(kind, id) })
  const to = key && openExact(key, row)
  return {
    id: row.id,
    at: at.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    recipient: titled('recipient', row.recipient),
    to: to && { name: to.name, kind: to.kind, country: to.country },
    masked: to?.kind === 'person',
    purpose: titled('purpose', row.purpose),
    basis: titled('basis', row.basis),
    fields: row.fields.map((field) => titled('field', field)),
  }
}
