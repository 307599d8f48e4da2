import { and, count, eq, lte, sql } from 'drizzle-orm'
import { looks } from '#db/schema/looks.ts'
import { customerKey } from '../customers/customer-key.ts'
import { type Look, readLooks, viewOf } from '../looks/looks.ts'
import type { LookView } from '../looks/schema.ts'
import { maskedText, type OwnMarks } from '../mask-others.ts'
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
          return found.map((look) => recordOf(viewOf({ ...ctx, now: asOf }, key, lookAt(asOf, look)), own))
        },
        200,
      ),
  }
}

/** A look as it was, without what came later. */
const lookAt = (asOf: Date, { cutAt, steps, ...look }: Look): Look => ({
  ...look,
  cutAt: cutAt && cutAt <= asOf ? cutAt : null,
  steps: steps.filter(({ at }) => at <= asOf),
})

const recordOf = (view: LookView, own: OwnMarks): CopyRecords['looks'] => ({
  id: view.id,
  kind: view.kind,
  state: view.state,
  staff: view.staffId,
  role: view.staffRole,
  reason: view.reason,
  ...textsOf(view, own),
  about: aboutOf(view),
  pages: view.pages,
  minutes: view.minutes,
  allowedBy: view.allowedBy,
  askedAt: view.askedAt.toISOString(),
})

const aboutOf = ({ complaint, contact }: LookView): CopyRecords['looks']['about'] =>
  complaint
    ? { kind: 'complaint', reference: complaint.reference }
    : { kind: 'contact', reference: contact?.reference ?? '' }

/** The texts of a look and of what an officer found of it. */
function textsOf(view: LookView, own: OwnMarks): Pick<CopyRecords['looks'], 'text' | 'masked' | 'steps'> {
  const asked = maskedText(view.text, own)
  const steps = view.steps.map(({ kind, at, side, staff, said, ...found }) => ({
    step: {
      ...{ kind, at: at.toISOString(), side, staff },
      verdict: found.verdict ?? null,
      escalation: found.escalation ?? null,
      outcome: found.outcome ?? null,
    },
    said: maskedText(said?.text ?? null, own),
  }))
  return {
    text: asked.text,
    masked: asked.masked || steps.some(({ said }) => said.masked),
    steps: steps.map(({ step, said }) => ({ ...step, text: said.text })),
  }
}
