import { and, count, eq, lte, sql } from 'drizzle-orm'
import { looks } from '#db/schema/looks.ts'
import { customerKey } from '../customers/customer-key.ts'
import { type Look, readLooks, viewOf } from '../looks/looks.ts'
import type { LookView } from '../looks/schema.ts'
import { maskNumbers } from '../mask-others.ts'
import { read } from '../transaction.ts'
import { type CopyTable, pagesOf, type Reading } from './reading.ts'
import type { CopyRecords } from './records.ts'

/** The looks at the customer's view, newest first, each with its steps. */
export function lookTable({ ctx, asOf, own }: Reading): CopyTable<'looks'> {
  const ofCustomer = and(eq(looks.customerId, ctx.subject), lte(looks.askedAt, asOf))
  const behind = ({ row }: Look) =>
    sql`(${looks.askedAt}, ${looks.id}) < (${row.askedAt.toISOString()}::timestamptz, ${row.id}::uuid)`
  return {
    part: 'looks',
    name: 'looks',
    newestFirst: true,
    count: async (tx) => (await tx.select({ all: count() }).from(looks).where(ofCustomer))[0]?.all ?? 0,
    pages: () =>
      pagesOf<Look, CopyRecords['looks']>(
        (after, limit) =>
          read(ctx, (tx) => readLooks(tx, and(ofCustomer, after ? behind(after) : undefined), limit)),
        async (found) => {
          const key = await read(ctx, (tx) => customerKey(ctx, tx))
          return found.map((look) => recordOf(viewOf(ctx, key, look), (text) => maskNumbers(text, own)))
        },
        200,
      ),
  }
}

const recordOf = (view: LookView, masked: (text: string) => string): CopyRecords['looks'] => ({
  id: view.id,
  kind: view.kind,
  state: view.state,
  staff: view.staffId,
  role: view.staffRole,
  reason: view.reason,
  text: masked(view.text),
  complaint: view.complaint.reference,
  pages: view.pages,
  minutes: view.minutes,
  askedAt: view.askedAt.toISOString(),
  steps: view.steps.map(({ at, ...step }) => ({ ...step, at: at.toISOString() })),
})
