import { and, asc, count, eq, lte, sql } from 'drizzle-orm'
import { cases } from '#db/schema/cases.ts'
import { complaintView } from '../complaints/complaint-view.ts'
import { type CaseState, stateAfter } from '../cases/rules.ts'
import type { AttachmentView, ComplaintView, StepView } from '../complaints/schema.ts'
import { maskedText, type OwnMarks } from '../mask-others.ts'
import { read } from '../transaction.ts'
import { type CopyTable, pagesOf, type Reading } from './reading.ts'
import type { CopyRecords } from './records.ts'

type Row = Pick<typeof cases.$inferSelect, 'id' | 'receivedAt'>

/** How many complaints are in memory together; each has all its messages. */
const atOnce = 20

/** The complaints with their messages, oldest first. The files are written next to them. */
export function complaintTable({ ctx, asOf, own }: Reading): CopyTable<'complaints'> {
  const ofCustomer = and(eq(cases.customerId, ctx.subject), lte(cases.receivedAt, asOf))
  return {
    part: 'complaints',
    name: 'complaints',
    count: async (tx) => (await tx.select({ all: count() }).from(cases).where(ofCustomer))[0]?.all ?? 0,
    pages: () => complaintPages({ ctx, asOf, own }, (view) => recordOf(view, own)),
  }
}

/** The views of all complaints, some at a time. */
function complaintPages<Made>({ ctx, asOf }: Reading, make: (view: ComplaintView) => Made) {
  const ofCustomer = and(eq(cases.customerId, ctx.subject), lte(cases.receivedAt, asOf))
  const behind = ({ receivedAt, id }: Row) =>
    sql`(${cases.receivedAt}, ${cases.id}) > (${receivedAt.toISOString()}::timestamptz, ${id}::uuid)`
  return pagesOf<Row, Made>(
    (after, limit) =>
      read(ctx, (tx) =>
        tx
          .select({ id: cases.id, receivedAt: cases.receivedAt })
          .from(cases)
          .where(and(ofCustomer, after ? behind(after) : undefined))
          .orderBy(asc(cases.receivedAt), asc(cases.id))
          .limit(limit),
      ),
    async (rows) =>
      read(ctx, async (tx) => {
        const made: Made[] = []
        for (const { id } of rows) made.push(make(viewAt(asOf, (await complaintView(ctx, tx, id)).view)))
        return made
      }),
    atOnce,
  )
}

/** A complaint as it was: without later steps and their files, in the state of the last one before. */
function viewAt(asOf: Date, view: ComplaintView): ComplaintView {
  const steps = view.steps.filter(({ at }) => at <= asOf)
  if (steps.length === view.steps.length) return view
  return {
    ...view,
    steps,
    state: steps.reduce<CaseState>((state, { side, kind }) => stateAfter(state, side, kind), 'received'),
    answeredAt: steps.find(({ kind }) => kind === 'answered')?.at ?? null,
  }
}

/** A file of a complaint, by its place in the copy. */
export interface ComplaintFile {
  caseId: string
  attachmentId: string
  path: string
}

/** The files of complaints that a copy has: those that anybody may open. */
export async function* complaintFiles(reading: Reading): AsyncGenerator<ComplaintFile> {
  const pages = complaintPages(reading, (view) =>
    view.steps.flatMap((step) =>
      step.attachments.flatMap((file) => {
        const path = pathOf(view, step, file)
        return path ? { caseId: view.id, attachmentId: file.id, path } : []
      }),
    ),
  )
  for await (const page of pages) yield* page.flat()
}

/** Where a file stands in the copy: its own name behind what tells it from others; null when it does not open. */
function pathOf(view: ComplaintView, step: StepView, file: AttachmentView): string | null {
  if (!file.opens) return null
  const nth = step.attachments.indexOf(file) + 1
  const name = file.name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+/, '_')
  return `attachments/${view.reference}/${step.number}-${nth}-${name}`
}

/** What DPV 2.3 calls the state of a complaint. */
const statuses: Record<CaseState, string> = {
  received: 'dpv:RequestInitiated',
  registered: 'dpv:RequestAcknowledged',
  'in-review': 'dpv:RequestAccepted',
  'waiting-customer': 'dpv:RequestRequiresAction',
  answered: 'dpv:RequestFulfilled',
  negotiation: 'dpv:RequestAccepted',
  withdrawn: 'dpv:RequestUnfulfilled',
  closed: 'dpv:RequestFulfilled',
  court: 'dpv:RequestAccepted',
}

const recordOf = (view: ComplaintView, own: OwnMarks): CopyRecords['complaints'] => ({
  id: view.id,
  reference: view.reference,
  kind: view.kind,
  state: view.state,
  about: view.about && { kind: view.about.kind, id: view.about.id },
  channel: view.channel,
  receivedAt: view.receivedAt.toISOString(),
  dueOn: view.dueOn,
  answeredAt: view.answeredAt?.toISOString() ?? null,
  messages: view.steps.map((step) => ({
    ...maskedText(step.text, own),
    number: step.number,
    kind: step.kind,
    side: step.side,
    at: step.at.toISOString(),
    staff: step.staff,
    dueOn: step.dueOn,
    files: step.attachments.map((file) => ({
      name: file.name,
      path: pathOf(view, step, file),
      mediaType: file.mediaType,
      bytes: file.bytes,
    })),
  })),
  dpv: [statuses[view.state]],
})
