import { and, asc, count, eq, lte, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { cases } from '#db/schema/cases.ts'
import { statusOf, termsOf } from '../cases/dpv-terms.ts'
import { type CaseState, isAnswered, stateAfter } from '../cases/rules.ts'
import type { AttachmentView, StepView } from '../cases/schema.ts'
import { complaintView } from '../complaints/complaint-view.ts'
import type { ComplaintView } from '../complaints/schema.ts'
import type { Ctx } from '../context.ts'
import { readCertificate } from '../deletions/read-certificate.ts'
import { maskedText, type OwnMarks } from '../mask-others.ts'
import { requestView } from '../requests/request-view.ts'
import type { RequestView } from '../requests/schema.ts'
import { readChanges } from '../tasks/read-changes.ts'
import type { TaskView } from '../tasks/schema.ts'
import { read } from '../transaction.ts'
import { type CopyTable, pagesOf, type Reading } from './reading.ts'
import type { CopyRecords } from './records.ts'

interface Views {
  complaints: ComplaintView
  requests: RequestView & { certified: Certificate | null }
}
type Certificate = NonNullable<Awaited<ReturnType<typeof readCertificate>>>
/** The parts of a copy that have cases. */
export type CasePart = keyof Views
type CaseView = Views[CasePart]
type Row = Pick<typeof cases.$inferSelect, 'id' | 'receivedAt'>

const types = { complaints: 'complaint', requests: 'request' } as const
const viewOf: { [Part in CasePart]: (ctx: Ctx, tx: Tx, id: string) => Promise<{ view: Views[Part] }> } = {
  complaints: complaintView,
  // The customer's own copy has the values whole.
  requests: async (ctx, tx, id) => {
    const { view, key } = await requestView(ctx, tx, id)
    const changes = await readChanges(ctx, tx, key, id, 'whole')
    const certified = view.certificate === null ? null : await readCertificate(ctx, tx, id)
    return { view: { ...view, changes, certified } }
  },
}

/** How many cases are in memory together; each has all its messages. */
const atOnce = 20

/** The complaints with their messages, oldest first. The files are written next to them. */
export const complaintTable = (reading: Reading): CopyTable<'complaints'> =>
  caseTable(reading, 'complaints', (view) => ({ ...recordOf(view, reading.own), kind: view.kind }))

/** The requests with what came of each part, as {@link complaintTable}. */
export const requestTable = (reading: Reading): CopyTable<'requests'> =>
  caseTable(reading, 'requests', (view) => ({
    ...recordOf(view, reading.own),
    kind: view.kind,
    right: { title: view.right.title, citation: view.right.citation },
    outcomes: view.outcomes.map(({ field, outcome, reason }) => ({ field, outcome, reason })),
    certificate: view.certified && certificateOf(view.certified, view),
    systems: view.tasks.map(systemOf),
    changes: view.changes.map((change) => ({ ...change, at: change.at.toISOString() })),
  }))

/** The names of the kinds of data are those of the outcomes, which are about the same. */
const certificateOf = (
  { reference, at, backupsUntil, lines }: Certificate,
  { outcomes }: RequestView,
): CopyRecords['requests']['certificate'] => ({
  ...{ reference, at: at.toISOString(), backupsUntil },
  lines: lines.map(({ field: id, fate, quantity, grounds, reason, until }) => ({
    field: outcomes.find(({ field }) => field?.id === id)?.field ?? { id, title: null },
    ...{ fate, quantity, grounds, reason, until },
  })),
})

const systemOf = ({
  system,
  openedAt,
  dueOn,
  fields,
}: TaskView): CopyRecords['requests']['systems'][number] => ({
  system,
  openedAt: openedAt.toISOString(),
  dueOn,
  fields: fields.map(({ id, title, answer }) => ({
    field: { id, title },
    outcome: answer?.outcome ?? null,
    at: answer?.at.toISOString() ?? null,
    reason: answer?.reason ? { title: answer.reason.title, citation: answer.reason.citation } : null,
  })),
})

function caseTable<Part extends CasePart>(
  reading: Reading,
  part: Part,
  make: (view: Views[Part]) => CopyRecords[Part],
): CopyTable<Part> {
  const counted = (tx: Tx) => tx.select({ all: count() }).from(cases).where(casesOf(reading, part))
  return {
    part,
    name: part,
    count: async (tx) => (await counted(tx))[0]?.all ?? 0,
    pages: () => casePages(reading, part, make),
  }
}

const casesOf = ({ ctx, asOf }: Reading, part: CasePart) =>
  and(eq(cases.customerId, ctx.subject), eq(cases.type, types[part]), lte(cases.receivedAt, asOf))

/** The views of all cases of a part, some at a time. */
function casePages<Part extends CasePart, Made>(
  reading: Reading,
  part: Part,
  make: (view: Views[Part]) => Made,
) {
  const { ctx, asOf } = reading
  const behind = ({ receivedAt, id }: Row) =>
    sql`(${cases.receivedAt}, ${cases.id}) > (${receivedAt.toISOString()}::timestamptz, ${id}::uuid)`
  return pagesOf<Row, Made>(
    (after, limit) =>
      read(ctx, (tx) =>
        tx
          .select({ id: cases.id, receivedAt: cases.receivedAt })
          .from(cases)
          .where(and(casesOf(reading, part), after ? behind(after) : undefined))
          .orderBy(asc(cases.receivedAt), asc(cases.id))
          .limit(limit),
      ),
    async (rows) =>
      read(ctx, async (tx) => {
        const made: Made[] = []
        for (const { id } of rows) made.push(make(viewAt(asOf, (await viewOf[part](ctx, tx, id)).view)))
        return made
      }),
    atOnce,
  )
}

/** A case as it was: without later steps and their files and outcomes, in the state of the last one before. */
function viewAt<View extends CaseView>(asOf: Date, seen: View): View {
  const view = 'tasks' in seen ? { ...seen, ...doneBy(asOf, seen) } : seen
  const steps = view.steps.filter(({ at }) => at <= asOf)
  if (steps.length === view.steps.length) return view
  const known = steps.at(-1)?.number ?? 0
  return {
    ...view,
    ...('outcomes' in view && { outcomes: view.outcomes.filter(({ step }) => step <= known) }),
    steps,
    state: stateOf(steps),
    answeredAt: steps.find(({ kind }) => isAnswered(kind))?.at ?? null,
  }
}

/** The state to which steps have brought a case. */
const stateOf = (steps: readonly StepView[]): CaseState =>
  steps.reduce<CaseState>((state, { side, kind }) => stateAfter(state, side, kind), 'received')

/** What systems had been sent, had answered and had changed by then, and what was certified. */
const doneBy = (asOf: Date, { tasks, changes, certified }: Views['requests']) => ({
  certified: certified && certified.at <= asOf ? certified : null,
  changes: changes.filter(({ at }) => at <= asOf),
  tasks: tasks
    .filter(({ openedAt }) => openedAt <= asOf)
    .map((task) => ({
      ...task,
      fields: task.fields.map((field) => ({
        ...field,
        answer: field.answer && field.answer.at <= asOf ? field.answer : null,
      })),
    })),
})

/** A file of a case, by its place in the copy. */
export interface CaseFile {
  caseId: string
  attachmentId: string
  path: string
}

/** The files of cases that a copy has: those that anybody may open. */
export async function* caseFiles(reading: Reading, part: CasePart): AsyncGenerator<CaseFile> {
  const pages = casePages(reading, part, (view) =>
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
function pathOf(view: CaseView, step: StepView, file: AttachmentView): string | null {
  if (!file.opens) return null
  const nth = step.attachments.indexOf(file) + 1
  const name = file.name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+/, '_')
  return `attachments/${view.reference}/${step.number}-${nth}-${name}`
}

/** What both types of cases say. */
const recordOf = (view: CaseView, own: OwnMarks): Omit<CopyRecords['complaints'], 'kind'> => ({
  id: view.id,
  reference: view.reference,
  state: view.state,
  about: view.about && { kind: view.about.kind, id: view.about.id },
  channel: view.channel,
  receivedAt: view.receivedAt.toISOString(),
  dueOn: view.dueOn,
  answeredAt: view.answeredAt?.toISOString() ?? null,
  messages: view.steps.map((step, nth) => ({
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
    dpv: termsOf(step, stateOf(view.steps.slice(0, nth))),
  })),
  dpv: [statusOf(view.state)],
})
