import { eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import type { AuditEntry } from './audit-row.ts'
import type { Ctx } from './context.ts'
import { type Issue, refuseIfAny } from './errors.ts'
import { inOrder, type LineAbout, type PlanOf } from './plan.ts'
import { record } from './record.ts'
import { change, retryDuplicate } from './transaction.ts'

/** A registered customer; without a wrapped key one whose key was destroyed. */
interface Named {
  id: string
  wrappedKey: Uint8Array | null
}

/** Lines that a call reports of any customers, each of which becomes a row that is never replaced. */
interface Reported<Line> {
  /** The table of the rows. */
  table: string
  /** The name under which the call has its lines. */
  list: string
  /** Plans the lines whose customers are registered; `refused` are those that say something else than what is recorded. */
  plan(tx: Tx, lines: LineAbout<Named, Line>[]): Promise<PlanOf & { refused: { line: Line; issue: Issue }[] }>
  /** Whether a line has something to seal: then it cannot be about a customer whose key was destroyed. */
  seals?(line: Line): boolean
  /** The fault of a line about a customer who is not registered, or about whom it cannot be stored any more. */
  unknownCustomer: Issue
  /** The audit entry of a call that repeats only what was said before. */
  nothingNew: AuditEntry
}

/**
 * Records the lines of a call: all of them or none.
 * @returns how many were written down, and how many had been before.
 * @throws DomainError `invalid`, each fault naming its line.
 */
export const recordLines = <Line extends { customer: string }>(
  ctx: Ctx,
  lines: readonly Line[],
  { table, list, plan, seals = () => false, unknownCustomer, nothingNew }: Reported<Line>,
): Promise<{ recorded: number; repeated: number }> =>
  retryDuplicate(table, () =>
    change(ctx, async (tx) => {
      const known = await withCustomers(tx, lines, seals)
      const named = new Set(known.map(({ line }) => line))
      const planned = await plan(tx, known)
      const refused = new Map([
        ...lines.filter((line) => !named.has(line)).map((line) => [line, [unknownCustomer]] as const),
        ...planned.refused.map(({ line, issue }) => [line, [issue]] as const),
      ])
      refuseIfAny(issuesOf(list, lines, (line) => refused.get(line) ?? []))
      const [entry = nothingNew, ...more] = planned.entries
      await inOrder(planned.write(tx), record(ctx, tx, entry, ...more))
      return { recorded: planned.changed, repeated: lines.length - planned.changed }
    }),
  )

/**
 * The lines with their customers, without those about an unregistered one, and those that seal something for one whose key
 * was destroyed, because nothing can be stored about them any more.
 */
async function withCustomers<Line extends { customer: string }>(
  tx: Tx,
  lines: readonly Line[],
  seals: (line: Line) => boolean,
): Promise<LineAbout<Named, Line>[]> {
  const named = [...new Set(lines.map((line) => line.customer))]
  const rows = await tx
    .select({ id: customers.id, reference: customers.reference, wrappedKey: customerKeys.wrappedKey })
    .from(customers)
    .leftJoin(customerKeys, eq(customerKeys.customerId, customers.id))
    .where(inArray(customers.reference, named))
  const known = new Map(rows.map((row) => [row.reference, row]))
  return lines.flatMap((line) => {
    const customer = known.get(line.customer)
    return customer && (customer.wrappedKey || !seals(line)) ? [{ customer, line }] : []
  })
}

/** The faults of the lines, each with the line's place in the call, and its number for the sentence. */
export const issuesOf = <Line>(
  list: string,
  lines: readonly (Line | undefined)[],
  faultsOf: (line: Line) => readonly Issue[],
): Issue[] =>
  lines.flatMap((line, place) =>
    (line === undefined ? [] : faultsOf(line)).map(({ path, key }) => ({
      path: `${list}.${place}.${path}`,
      key,
      params: { line: place + 1 },
    })),
  )
