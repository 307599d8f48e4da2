import type { KeyObject } from 'node:crypto'
import { and, asc, desc, eq, inArray, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { automatedDecisions } from '#db/schema/automated-decisions.ts'
import { type CaseKind, type CaseType, caseTypes } from '#db/schema/case-codes.ts'
import { cases } from '#db/schema/cases.ts'
import { customerKeys } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import type { ClockId } from '#policy/clock-ids.ts'
import { catalogue } from '#policy/load.ts'
import type { Locale } from '#policy/locale.ts'
import { readCaseNumber } from '../cases/case-number.ts'
import type { PausingStep } from '../cases/pauses.ts'
import type { CaseState } from '../cases/rules.ts'
import { caseStanding } from '../cases/summarise.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import type { DayKey } from '../cursor.ts'
import { mask } from '../mask.ts'
import type { ClockGroup } from './oversight-schema.ts'
import { shareReached } from './rules.ts'
import type { QueueFilter, QueueGroup, QueueRow } from './schema.ts'
import { anyCase, isLate, matching, openCases, type Standing, standing } from './standing.ts'

/** A row of the queue with what the queue is sorted by. */
export interface SortedRow {
  row: QueueRow
  sortKey: DayKey
}

export interface Page {
  where?: SQL
  /** Sorts by the last day, newest first; otherwise by the day until which the answer is owed. */
  back?: boolean
  after?: DayKey | null
  limit: number
}

/** The cases of a typed number: without its letter, it may be that of a complaint and of a request. */
export async function numberedRows(ctx: Ctx, tx: Tx, number: string): Promise<SortedRow[]> {
  const references = caseTypes.flatMap((type) => readCaseNumber(type, number, ctx.now) ?? [])
  if (references.length === 0) return []
  const of = standing(ctx, tx, anyCase(tx, inArray(cases.reference, references))).as('standing')
  return queueRows(ctx, tx, of, { limit: references.length })
}

/** A page of closed cases, by their last day, newest first. */
export async function pastRows(
  ctx: Ctx,
  tx: Tx,
  filter: QueueFilter,
  after: DayKey | null,
  limit: number,
): Promise<SortedRow[]> {
  const of = standing(ctx, tx, anyCase(tx)).as('standing')
  return queueRows(ctx, tx, of, { where: matching(ctx, of, filter), back: true, after, limit })
}

/** The cases whose answer is late, the longest overdue first, for escalation. It is called inside a verb. */
export async function lateCases(ctx: Ctx, tx: Tx, limit: number): Promise<QueueRow[]> {
  const of = standing(ctx, tx, openCases(tx)).as('standing')
  return (await queueRows(ctx, tx, of, { where: isLate(ctx, of), limit })).map(({ row }) => row)
}

/** Finds the page first and joins only its rows with names and keys. */
export async function queueRows(ctx: Ctx, tx: Tx, of: Standing, asked: Page): Promise<SortedRow[]> {
  const page = pageOf(tx, of, asked)
  const found = await tx
    .select()
    .from(page)
    .leftJoin(customerKeys, keyOf(page))
    .leftJoin(holdings, nameOf(page))
    .leftJoin(automatedDecisions, decisionOf(page))
    .orderBy(...orderOf(page, asked))
  return sortedRows(ctx, found, asked)
}

/** A page of cases, as a table to select from. */
export const pageOf = (tx: Tx, of: Standing, { where, back = false, after, limit }: Page) => {
  const day = back ? of.lastDay : of.owedUntil
  const beyond = back ? sql`<` : sql`>`
  const behind = after ? sql`(${day}, ${of.id}) ${beyond} (${after.day}::date, ${after.id}::uuid)` : undefined
  return tx
    .select()
    .from(of)
    .where(and(where, behind))
    .orderBy(...orderOf(of, { back }))
    .limit(limit)
    .as('page')
}
type PageTable = ReturnType<typeof pageOf>

export const orderOf = (
  of: Record<'lastDay' | 'owedUntil' | 'id', SQLWrapper>,
  { back = false }: Pick<Page, 'back'>,
): SQL[] => {
  const order = back ? desc : asc
  return [order(back ? of.lastDay : of.owedUntil), order(of.id)]
}
export const keyOf = (page: PageTable) => eq(customerKeys.customerId, page.customerId)
export const nameOf = (page: PageTable) =>
  and(eq(holdings.customerId, page.customerId), eq(holdings.field, 'full-name'))

/** The decision of a program to which a complaint objects. */
export const decisionOf = (page: PageTable) =>
  and(
    eq(automatedDecisions.customerId, page.customerId),
    eq(
      automatedDecisions.id,
      sql`case when ${page.aboutKind} = 'automated-decision' then ${page.aboutId}::uuid end`,
    ),
  )

/** The rows of a page, unsealed with the customers' keys. */
export async function sortedRows(
  ctx: Ctx,
  found: FoundRow[],
  { back = false }: Pick<Page, 'back'>,
): Promise<SortedRow[]> {
  const keys = await unwrapEach(ctx, found)
  return found.map(({ page: row, holdings: name, automated_decisions: decided }) => {
    const key = keys.get(row.customerId) ?? null
    const customer = key && name && mask('name', openText(key, name.valueSealed, `holdings:${name.id}:value`))
    return {
      row: rowView(ctx, row, key, { customer, objection: decided && reviewOf(ctx, decided) }),
      sortKey: { day: back ? row.lastDay : row.owedUntil, id: row.id },
    }
  })
}

export interface FoundRow {
  page: Row
  customer_keys: { wrappedKey: Uint8Array | null } | null
  holdings: { id: string; valueSealed: Uint8Array } | null
  automated_decisions: { decision: string } | null
}

/** Who reviews such a decision today: the task is theirs, whatever the policy said when it was taken. */
function reviewOf({ locale }: Ctx, { decision }: { decision: string }): QueueRow['objection'] {
  const kind = catalogue()['automated-decisions'].find(({ id }) => id === decision)
  return { reviewer: kind?.reviewer[locale] ?? null }
}

/** The keys of the customers on a page, each unwrapped once. A destroyed key is missing. */
async function unwrapEach(ctx: Ctx, found: FoundRow[]): Promise<Map<string, KeyObject>> {
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
  customerId: string
  id: string
  type: CaseType
  kind: CaseKind
  clock: ClockId
  reference: string
  locale: Locale
  receivedAt: Date
  dueOn: string | null
  subjectSealed: Uint8Array
  state: CaseState
  delayedTo: string | null
  answeredAt: Date | null
  pausing: PausingStep[]
  lastDay: string
  assignee: string | null
  owedUntil: string
  group: QueueGroup
  clockGroup: ClockGroup | 'past'
}

function rowView(
  ctx: Ctx,
  row: Row,
  key: KeyObject | null,
  more: Pick<QueueRow, 'customer' | 'objection'>,
): QueueRow {
  const { state, owed, progress } = caseStanding(ctx, row, row)
  return {
    type: row.type,
    kind: row.kind,
    reference: row.reference,
    subject: key && openText(key, row.subjectSealed, `complaints:${row.id}:subject`),
    locale: row.locale,
    ...more,
    state,
    delayed: row.delayedTo !== null,
    progress: owed ? progress : null,
    share: owed && progress ? shareReached(progress) : null,
    assignee: row.assignee,
    group: row.group,
  }
}
