import type { KeyObject } from 'node:crypto'
import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { locales } from '#catalogue/locale.ts'
import type { Tx } from '#db/client.ts'
import { complaints } from '#db/schema/complaints.ts'
import { holdings } from '#db/schema/holdings.ts'
import { customerKeys } from '#db/schema/identity.ts'
import { standingOf } from '../complaints/summarise.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { mask } from '../holdings/mask.ts'
import type { QueuePlace } from './cursor.ts'
import { readReference, shareReached } from './rules.ts'
import type { QueueFilter, QueueGroup, QueueRow } from './schema.ts'
import { anyComplaint, matching, openCandidates, type Standing, standing, today } from './standing.ts'

/** Whether a filter looks at what is over: then nothing is owed, and the newest comes first. */
export const looksBack = ({ number, state }: QueueFilter): boolean =>
  number === '' && (state === 'answered' || state === 'closed' || state === 'all')

/** A row of the queue, and where it stands in it. */
export interface PlacedRow {
  row: QueueRow
  place: QueuePlace
}

/**
 * A page of the queue. Open complaints stand by the day their answer is owed until, those without one last; what is
 * over stands by its last day, the newest first.
 */
export async function queueRows(
  ctx: Ctx,
  tx: Tx,
  filter: QueueFilter,
  after: QueuePlace | null,
  limit: number,
): Promise<PlacedRow[]> {
  if (filter.number !== '') {
    const reference = readReference(filter.number, today(ctx).slice(0, 4))
    if (reference === null) return []
    return rowsOf(ctx, tx, standing(ctx, tx, anyComplaint(tx, eq(complaints.reference, reference))), {
      limit,
    })
  }
  const back = looksBack(filter)
  const of = standing(ctx, tx, back ? anyComplaint(tx) : openCandidates(tx))
  return rowsOf(ctx, tx, of, { where: matching(ctx, of, filter), back, after, limit })
}

interface Page {
  where?: SQL
  /** By the last day, the newest first. */
  back?: boolean
  after?: QueuePlace | null
  limit: number
}

/** The page is found first, and only its rows are joined with what opens them: names and keys. */
export async function rowsOf(
  ctx: Ctx,
  tx: Tx,
  of: Standing,
  { where, back = false, after, limit }: Page,
): Promise<PlacedRow[]> {
  const day = back ? of.dueOn : of.owedUntil
  const beyond = back ? sql`<` : sql`>`
  const behind = after ? sql`(${day}, ${of.id}) ${beyond} (${after.day}::date, ${after.id}::uuid)` : undefined
  const order = back ? desc : asc
  const page = tx
    .select()
    .from(of)
    .where(and(where, behind))
    .orderBy(order(day), order(of.id))
    .limit(limit)
    .as('page')
  const found = await tx
    .select()
    .from(page)
    .leftJoin(customerKeys, eq(customerKeys.customerId, page.customerId))
    .leftJoin(holdings, and(eq(holdings.customerId, page.customerId), eq(holdings.field, 'full-name')))
    .orderBy(order(back ? page.dueOn : page.owedUntil), order(page.id))
  const keys = await unwrapEach(ctx, found)
  return found.map(({ page: row, holdings: name }) => {
    const key = keys.get(row.customerId) ?? null
    const customer = key && name && mask('name', openText(key, name.valueSealed, `holdings:${name.id}:value`))
    return {
      row: rowView(ctx, row, key, customer),
      place: { day: back ? row.dueOn : row.owedUntil, id: row.id },
    }
  })
}

type Found = { page: { customerId: string }; customer_keys: { wrappedKey: Uint8Array | null } | null }

/** The keys of the customers on a page, each unwrapped once; none for a key that was destroyed. */
async function unwrapEach(ctx: Ctx, found: Found[]): Promise<Map<string, KeyObject>> {
  const wrapped = new Map(found.map(({ page, customer_keys: key }) => [page.customerId, key?.wrappedKey]))
  const opened = await Promise.all(
    [...wrapped].map(
      async ([customerId, key]): Promise<[string, KeyObject][]> =>
        key ? [[customerId, await ctx.keys.master.unwrap(key)]] : [],
    ),
  )
  return new Map(opened.flat())
}

interface Row {
  id: string
  reference: string
  locale: string
  receivedAt: Date
  dueOn: string
  subjectSealed: Uint8Array
  state: string
  extendedTo: string | null
  answeredAt: Date | null
  assignee: string | null
  group: QueueGroup
}

function rowView(ctx: Ctx, row: Row, key: KeyObject | null, customer: string | null): QueueRow {
  const { state, owed, progress } = standingOf(ctx, row, row)
  return {
    reference: row.reference,
    subject: key && openText(key, row.subjectSealed, `complaints:${row.id}:subject`),
    locale: locales.find((one) => one === row.locale) ?? 'kk',
    customer,
    state,
    extended: row.extendedTo !== null,
    progress: owed ? progress : null,
    share: owed && progress ? shareReached(progress) : null,
    assignee: row.assignee,
    group: row.group,
  }
}
