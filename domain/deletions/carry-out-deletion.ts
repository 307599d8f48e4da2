import { randomUUIDv7 } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { claimDue, stillClaimed } from '#db/due.ts'
import { deletions } from '#db/schema/deletions.ts'
import { actAs } from '../access.ts'
import { tellOfStep } from '../cases/bank-step.ts'
import { type FoundCase, findCase } from '../cases/find-case.ts'
import { stateAfter } from '../cases/rules.ts'
import { textWaits } from '../cases/send-text.ts'
import { movedDeadline, whyNotNext, writeStep } from '../cases/take-step.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { readWrittenPlan } from '../deletion-plans/write-plan.ts'
import { conflict, isRefusal } from '../errors.ts'
import { record } from '../record.ts'
import { lockRequests } from '../requests/lock-requests.ts'
import { writeOutcomes } from '../requests/write-outcomes.ts'
import { lockRestrictions } from '../restricted-fields.ts'
import { bookkeep, change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { eraseValues } from './erase-values.ts'
import { readAnswers } from './read-answers.ts'
import { restrictKept } from './restrict-kept.ts'
import { endOf, type Line, linesOf, outcomesOf } from './rules.ts'
import type { DeletionRun, DeletionText } from './schema.ts'
import { writeCertificate } from './write-certificate.ts'

type Row = typeof deletions.$inferSelect
type Own = CtxBy<'staff'> & { subject: string }

/** For so long a claim keeps other workers off; a system's answer makes the deletion due before. */
const leaseSeconds = 60

/**
 * Carries out the approved deletion that has been due the longest, if every system has answered: in one transaction and in its
 * approver's name it erases what no system refuses, leaves tombstones, restricts what is kept, writes the certificate and
 * answers the request. A worker that dies leaves all or nothing, and of two one carries it out.
 * @returns null when none is due
 */
export const carryOutDeletion = verb(
  'deletions:carry-out',
  async (ctx, text: DeletionText): Promise<DeletionRun | null> => {
    const where = isNull(deletions.endedAt)
    const [row] = await bookkeep(ctx, 'due-rows', (tx) =>
      claimDue(tx, deletions, { now: ctx.now, leaseSeconds, where, limit: 1 }),
    )
    if (!row) return null
    const { staffId, role, sessionId, approvedAt: authenticatedAt } = row
    const approver = { kind: 'staff', staffId, role, sessionId, authenticatedAt } as const
    const own = { ...actAs(ctx, approver, 'deletions:approve'), subject: row.customerId }
    if (await read(own, (tx) => isWaiting(own, tx, row.id))) return 'waiting'
    return change(own, (tx) => end(ctx, own, tx, row, text), { deletion: row.id }).catch(
      (error: unknown): DeletionRun | Promise<DeletionRun> => {
        if (isRefusal(error, 'conflict')) return 'waiting'
        // Without the customer's key nothing of them can be read, and nobody can be answered.
        if (isRefusal(error, 'not-found')) return change(own, (tx) => overtake(ctx, own, tx, row))
        throw error
      },
    )
  },
)

/** Whether, of a request that is still open, a system has not answered yet, or the bank waits for its customer or is about to write. */
async function isWaiting(own: Own, tx: Tx, caseId: string): Promise<boolean> {
  const [waits, found, { complete }] = [
    await textWaits(own, tx, caseId),
    await findCase(own, tx, 'request', caseId),
    await readAnswers(own, tx, caseId),
  ]
  if (!isOpen(own, found)) return false
  return !complete || waits || found.last.state === 'waiting-customer'
}

/** Whether the bank's answer may still follow: the customer can withdraw until then. */
const isOpen = (own: Ctx, found: FoundCase): boolean =>
  whyNotNext(own, found, { kind: 'fulfilled', side: 'bank' }) === null

async function end(ctx: Ctx, own: Own, tx: Tx, row: Row, text: DeletionText): Promise<DeletionRun> {
  await lockRequests(own, tx)
  await take(tx, row)
  if (await isWaiting(own, tx, row.id)) throw conflict()
  const found = await findCase(own, tx, 'request', row.id)
  if (!isOpen(own, found)) return overtake(ctx, own, tx, row)
  await carryOut(own, tx, found, text)
  await tx.update(deletions).set({ endedAt: own.now, end: 'carried-out' }).where(rowOf(row))
  return 'carried-out'
}

/** Ends a deletion that erases nothing any more; the worker says so, and not its approver. */
async function overtake(ctx: Ctx, own: Own, tx: Tx, row: Row): Promise<'overtaken'> {
  const { reference } = (await findCase(own, tx, 'request', row.id)).row
  const entry = { action: 'deletion.overtaken', objectId: row.id, detail: { reference } } as const
  await record({ ...own, actor: ctx.actor }, tx, entry)
  await tx.update(deletions).set({ endedAt: own.now, end: 'overtaken' }).where(rowOf(row))
  return 'overtaken'
}

const rowOf = ({ customerId, id }: Row) => and(eq(deletions.customerId, customerId), eq(deletions.id, id))

/** Locks the due row until the transaction ends. @throws DomainError `conflict` when another worker has it or has ended it */
async function take(tx: Tx, row: Row): Promise<void> {
  const still = and(rowOf(row), isNull(deletions.endedAt), stillClaimed(deletions, row))
  const taken = await tx.select({ id: deletions.id }).from(deletions).where(still).for('update')
  if (taken.length === 0) throw conflict()
}

async function carryOut(own: Own, tx: Tx, found: FoundCase, text: DeletionText): Promise<void> {
  const { id: caseId, reference, locale } = found.row
  await lockRestrictions(tx, [own.subject], 'restriction')
  const [plan, { refused }] = [await readWrittenPlan(own, tx, caseId), await readAnswers(own, tx, caseId)]
  const lines = linesOf(plan, refused)
  const quantities = await eraseValues(own, tx, lines)
  await restrictKept(own, tx, lines, reference)
  const certificate = await writeCertificate(own, tx, caseId, lines, quantities)
  const of = (fate: Line['fate']) => lines.filter((line) => line.fate === fate).length
  const counts = { erased: of('erased'), kept: of('kept'), refused: of('refused') }
  await answer(own, tx, found, lines, text(locale, { certificate, ...counts }))
  const detail = { reference, certificate, ...counts }
  await record(own, tx, { action: 'deletion.carried-out', objectId: caseId, detail })
}

/** The bank's answer, with what came of each kind of data. It leaves with what it tells of, so nobody takes it back. */
async function answer(own: Own, tx: Tx, found: FoundCase, lines: Line[], text: string): Promise<void> {
  const { row, last } = found
  const [id, kind] = [randomUUIDv7(), endOf(lines)]
  const sealed = seal(await customerKey(own, tx), text, `complaint_steps:${id}:text`)
  const state = stateAfter(last.state, 'bank', kind)
  const movedDueOn = await movedDeadline(own, tx, found, { kind, state })
  const step = { caseId: row.id, kind, side: 'bank', number: last.number + 1, state, movedDueOn } as const
  await writeStep(own, tx, { ...step, sealed: { id, text: sealed } })
  await writeOutcomes(own, tx, row.id, id, outcomesOf(lines))
  await tellOfStep(own, tx, found, kind)
}
