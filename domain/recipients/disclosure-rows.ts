import { and, asc, count, desc, eq, gte, isNotNull, max, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { disclosures } from '#db/schema/recipients.ts'
import type { TimeKey } from '../cursor.ts'
import { exactColumns } from './exact-recipient.ts'
import type { BasisId, Period } from './schema.ts'

/** The customer, and the filter for their disclosures. */
export interface DisclosureQuery {
  customerId: string
  recipient?: string | undefined
  basis?: BasisId | undefined
  period: Period
  now: Date
}

/** The start of the Almaty year. */
const yearStart = (now: Date): SQL =>
  sql`date_trunc('year', ${now.toISOString()}::timestamptz, 'Asia/Almaty')`

function start({ period, now }: DisclosureQuery): SQL | undefined {
  if (period === 'all') return undefined
  if (period === 'year') return gte(disclosures.disclosedAt, yearStart(now))
  return gte(disclosures.disclosedAt, sql`${now.toISOString()}::timestamptz - interval '90 days'`)
}

const matching = (wanted: DisclosureQuery): SQL | undefined =>
  and(
    eq(disclosures.customerId, wanted.customerId),
    wanted.recipient === undefined ? undefined : eq(disclosures.recipient, wanted.recipient),
    wanted.basis === undefined ? undefined : eq(disclosures.basis, wanted.basis),
    start(wanted),
  )

/**
 * At most `limit` disclosures after a row, newest first. The indexes `disclosures_newest` and `disclosures_recipient` have
 * this order, so no page has to sort or skip rows.
 */
export function newestDisclosures(tx: Tx, wanted: DisclosureQuery, after: TimeKey | null, limit: number) {
  const behind = after
    ? sql`(${disclosures.disclosedAt}, ${disclosures.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
    : undefined
  return tx
    .select({
      id: disclosures.id,
      at: disclosures.disclosedAt,
      recipient: disclosures.recipient,
      purpose: disclosures.purpose,
      basis: disclosures.basis,
      fields: disclosures.fields,
      ...exactColumns,
    })
    .from(disclosures)
    .where(and(matching(wanted), behind))
    .orderBy(desc(disclosures.disclosedAt), desc(disclosures.id))
    .limit(limit)
}

export async function countDisclosures(tx: Tx, wanted: DisclosureQuery): Promise<number> {
  const [row] = await tx.select({ total: count() }).from(disclosures).where(matching(wanted))
  return row?.total ?? 0
}

/** The recipients that ever got data, each with the time of the last disclosure. */
export async function toldRecipients(
  tx: Tx,
  customerId: string,
): Promise<{ recipient: string; last: Date }[]> {
  const rows = await tx
    .select({ recipient: disclosures.recipient, last: max(disclosures.disclosedAt) })
    .from(disclosures)
    .where(eq(disclosures.customerId, customerId))
    .groupBy(disclosures.recipient)
    .orderBy(asc(disclosures.recipient))
  return rows.flatMap(({ recipient, last }) => (last ? [{ recipient, last }] : []))
}

/** For each recipient that ever got data: how often this year, and when last. */
export async function toldByRecipient(tx: Tx, customerId: string, now: Date) {
  const thisYear = sql`${disclosures.disclosedAt} >= ${yearStart(now)}`
  const rows = await tx
    .select({
      recipient: disclosures.recipient,
      thisYear: sql<number>`count(*) filter (where ${thisYear})`.mapWith(Number),
      last: max(disclosures.disclosedAt),
    })
    .from(disclosures)
    .where(eq(disclosures.customerId, customerId))
    .groupBy(disclosures.recipient)
  return new Map(rows.map(({ recipient, ...told }) => [recipient, told]))
}

/** The newest disclosures to each of these recipients that name the exact one, the newest first. @param each how many. */
export async function lastNamed(tx: Tx, customerId: string, recipients: readonly string[], each: number) {
  const { recipient, disclosedAt, id } = disclosures
  const newest = tx
    .select({ id, recipient, disclosedAt, ...exactColumns })
    .from(disclosures)
    .where(
      and(
        eq(disclosures.customerId, customerId),
        eq(recipient, sql`wanted.recipient`),
        isNotNull(disclosures.toNameSealed),
      ),
    )
    .orderBy(desc(disclosedAt), desc(id))
    .limit(each)
    .as('newest')
  return tx
    .select({
      id: newest.id,
      recipient: newest.recipient,
      toNameSealed: newest.toNameSealed,
      toKind: newest.toKind,
      toCountry: newest.toCountry,
    })
    .from(sql`unnest(${sql.param([...recipients])}::text[]) as wanted (recipient)`)
    .innerJoinLateral(newest, sql`true`)
    .orderBy(desc(newest.disclosedAt), desc(newest.id))
}
