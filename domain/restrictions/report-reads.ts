import { min, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import { restrictionReads, restrictionReports, restrictions } from '#db/schema/restrictions.ts'
import { addDays } from '#policy/days.ts'
import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { isDayAhead } from '../ahead.ts'
import type { AuditEntry } from '../audit-row.ts'
import { bankDay } from '../bank-time.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { type Issue, refuseIfAny } from '../errors.ts'
import type { WellFormed } from '../parse.ts'
import { record } from '../record.ts'
import { change, read, retryDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { wasRestrictedOn } from './rules.ts'
import { type ReadLine, reportReadsInput } from './schema.ts'

type Row = typeof restrictionReads.$inferInsert

/**
 * Takes a system's report of how often it read restricted fields on a day. All lines are taken or none. What was told before
 * stays: the same again changes nothing, another count for the same is refused.
 * @returns how many lines are new, and whether the day counts as told of.
 * @throws DomainError `invalid` with every line at fault
 */
export const reportReads = verb(
  'restrictions:report',
  reportReadsInput,
  faultsOf,
  async (ctx, { day, reads, complete }): Promise<{ added: number; told: boolean }> => {
    const { systemId } = ctx.actor
    return retryDuplicate('restriction_reads', () =>
      retryDuplicate('restriction_reports', async () => {
        const known = await read(ctx, (tx) => readKnown(tx, systemId, day, reads))
        if (!known.told && day < earliestDay(ctx, known.firstRestriction))
          refuseIfAny([{ path: 'day', key: 'restriction.day-before' }])
        refuseIfAny(reads.flatMap((line, nth) => lineFaults(line, nth, day, known)))
        const added = rowsToAdd(ctx, day, reads, known)
        const ends = complete && !known.told
        if (added.length > 0 || ends)
          await change(ctx, async (tx) => {
            if (added.length > 0) await tx.insert(restrictionReads).values(added)
            if (ends) await tx.insert(restrictionReports).values({ systemId, day, reportedAt: ctx.now })
            const detail = { day, count: added.length, complete }
            await record(ctx, tx, { action: 'restriction-reads.reported', detail }, ...added.map(entryOf))
          })
        return { added: added.length, told: known.told || ends }
      }),
    )
  },
)

const pathOf = (nth: number, name: string) => `reads.${nth}.${name}`
/** Tells one line of a day from another. */
const nameOf = ({ customer, field, purpose, ground }: Omit<ReadLine, 'count'>) =>
  [customer, field, purpose, ground].join(' ')

/** A day that cannot be told, what the catalogue does not know, and lines that are given twice. */
function faultsOf(
  { now }: Ctx,
  { day, reads = [], complete = true }: WellFormed<{ day: string; reads: ReadLine[]; complete: boolean }>,
): Issue[] {
  const purposes = new Set(catalogue().purposes.map(({ id }) => id))
  const fields = new Set(allFields(catalogue()).map(({ id }) => id))
  const seen = new Set<string>()
  const ofLines = reads.flatMap((line, nth) => {
    const { customer = '', field, purpose, ground = 'none' } = line ?? {}
    if (field === undefined || purpose === undefined) return []
    const issues: Issue[] = []
    if (!fields.has(field)) issues.push({ path: pathOf(nth, 'field'), key: 'holding.unknown-field' })
    if (!purposes.has(purpose)) issues.push({ path: pathOf(nth, 'purpose'), key: 'restriction.purpose' })
    const name = nameOf({ customer, field, purpose, ground })
    if (seen.has(name)) issues.push({ path: pathOf(nth, 'field'), key: 'restriction.twice' })
    seen.add(name)
    return issues
  })
  return [...(day === undefined ? [] : dayFaults(day, complete, now)), ...ofLines]
}

/** A day ahead, and one that is told whole before it is over. */
function dayFaults(day: string, complete: boolean, now: Date): Issue[] {
  if (isDayAhead(day, now)) return [{ path: 'day', key: 'restriction.day' }]
  return complete && day >= bankDay(now) ? [{ path: 'day', key: 'restriction.day-running' }] : []
}

/** The first day that can be told: that of the first restriction, and never one after yesterday. */
function earliestDay({ now }: Ctx, firstRestriction: Date | null): string {
  const yesterday = addDays(bankDay(now), -1)
  const first = firstRestriction ? bankDay(firstRestriction) : yesterday
  return first < yesterday ? first : yesterday
}

/** What the database has about the lines of a report. */
interface Known {
  /** The customers' ids, by reference. */
  customers: ReadonlyMap<string, string>
  /** The rows of the named fields, the oldest first, by reference and field. */
  restrictions: ReadonlyMap<string, { kind: 'set' | 'lifted'; at: Date }[]>
  /** What was counted before, by the name of the line. */
  counts: ReadonlyMap<string, number>
  /** Whether all of the day was told before. */
  told: boolean
  /** When something was restricted first; null when nothing was. */
  firstRestriction: Date | null
}

async function readKnown(tx: Tx, systemId: string, day: string, reads: readonly ReadLine[]): Promise<Known> {
  const named = sql.param([...new Set(reads.map(({ customer }) => customer))])
  const isNamed = sql`${customers.reference} = any(${named}::text[])`
  const { reference } = customers
  const [people, steps, before, reports, [first]] = await Promise.all([
    tx.select({ reference, id: customers.id }).from(customers).where(isNamed),
    tx
      .select({ reference, field: restrictions.field, kind: restrictions.kind, at: restrictions.at })
      .from(restrictions)
      .innerJoin(customers, sql`${customers.id} = ${restrictions.customerId}`)
      .where(isNamed)
      .orderBy(restrictions.customerId, restrictions.field, restrictions.number),
    tx
      .select({ customer: reference, row: restrictionReads })
      .from(restrictionReads)
      .innerJoin(customers, sql`${customers.id} = ${restrictionReads.customerId}`)
      .where(
        sql`${isNamed} and ${restrictionReads.day} = ${day} and ${restrictionReads.systemId} = ${systemId}`,
      ),
    tx
      .select({ day: restrictionReports.day })
      .from(restrictionReports)
      .where(sql`${restrictionReports.systemId} = ${systemId} and ${restrictionReports.day} = ${day}`),
    tx.select({ at: min(restrictions.at) }).from(restrictions),
  ])
  return {
    customers: new Map(people.map((one) => [one.reference, one.id])),
    restrictions: Map.groupBy(steps, ({ reference: of, field }) => `${of} ${field}`),
    counts: new Map(before.map(({ customer, row }) => [nameOf({ customer, ...row }), row.count])),
    told: reports.length > 0,
    firstRestriction: first?.at ?? null,
  }
}

/** The first fault of a line that the database shows. */
function lineFaults(line: ReadLine, nth: number, day: string, known: Known): Issue[] {
  const fault = (name: string, key: string) => [{ path: pathOf(nth, name), key }]
  if (!known.customers.has(line.customer)) return fault('customer', 'import.customer-unknown')
  const steps = known.restrictions.get(`${line.customer} ${line.field}`) ?? []
  if (!wasRestrictedOn(steps, day)) return fault('field', 'restriction.not-restricted')
  const before = known.counts.get(nameOf(line))
  return before === undefined || before === line.count ? [] : fault('count', 'restriction.other-count')
}

const rowsToAdd = (ctx: CtxBy<'system'>, day: string, reads: readonly ReadLine[], known: Known): Row[] =>
  reads
    .filter((line) => !known.counts.has(nameOf(line)))
    .map(({ customer, field, purpose, ground, count }) => ({
      ...{ customerId: known.customers.get(customer) ?? '', field, day, purpose, ground, count },
      ...{ systemId: ctx.actor.systemId, recordedAt: ctx.now },
    }))

const entryOf = ({ customerId, field, day, ground, count }: Row): AuditEntry => ({
  action: 'restriction.read',
  customerId,
  detail: { field, day, ground, count },
})
