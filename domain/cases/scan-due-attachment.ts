import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { claimDue, doubling, stillClaimed } from '#db/due.ts'
import { attachmentScans } from '#db/schema/attachment-scans.ts'
import { caseAttachments, caseSteps, cases } from '#db/schema/cases.ts'
import type { Ctx } from '../context.ts'
import { open } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { conflict, isRefusal, notFound } from '../errors.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import { record } from '../record.ts'
import { bookkeep, change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type Finding, ScanFailed, type Scanner } from './scanner.ts'

/** Longer than a scanner may take for one file. */
const leaseSeconds = 120
const waits = { firstSeconds: 10, longestSeconds: 60 * 60 }

type Row = typeof attachmentScans.$inferSelect
/** `put-off`: it came to no verdict, and is scanned again later. */
export type ScanRun = 'scanned' | 'put-off'

/**
 * Scans the file that has been due the longest and writes down the verdict; when something dangerous was found, the
 * customer is told. It is claimed first, so any number of workers may run, and when one dies another scans it. One file at
 * a time is in memory. A scan without a verdict is repeated after 10 seconds, then after twice as long each time, an hour
 * at most, without end: until then nobody opens the file. A file whose key was destroyed is put off like that.
 * @returns null when no file is due.
 * @throws Error when the file cannot be unsealed; it is put off too.
 */
export const scanDueAttachment = verb(
  'attachments:scan',
  async (ctx, scanner: Scanner): Promise<ScanRun | null> => {
    const where = isNull(attachmentScans.verdict)
    const [row] = await bookkeep(ctx, 'due-rows', (tx) =>
      claimDue(tx, attachmentScans, { now: ctx.now, leaseSeconds, where, limit: 1 }),
    )
    if (!row) return null
    const own = { ...ctx, subject: row.customerId }
    try {
      const { bytes, reference } = await read(own, (tx) => openDue(own, tx, row.id))
      await settle(own, row, await scanner.scan(bytes), reference)
      return 'scanned'
    } catch (error) {
      await putOff(own, row, error)
      if (error instanceof ScanFailed || isRefusal(error, 'not-found')) return 'put-off'
      throw error
    }
  },
)

/** @throws DomainError `not-found` when the customer's key was destroyed; Error when the file cannot be unsealed. */
async function openDue(ctx: Ctx & { subject: string }, tx: Tx, id: string) {
  const { customerId, contentSealed } = caseAttachments
  const [key, [found]] = await Promise.all([
    customerKey(ctx, tx),
    tx
      .select({ content: contentSealed, reference: cases.reference })
      .from(caseAttachments)
      .innerJoin(
        caseSteps,
        and(eq(caseSteps.customerId, customerId), eq(caseSteps.id, caseAttachments.stepId)),
      )
      .innerJoin(cases, and(eq(cases.customerId, customerId), eq(cases.id, caseSteps.caseId)))
      .where(and(eq(customerId, ctx.subject), eq(caseAttachments.id, id))),
  ])
  if (!found) throw notFound()
  const bytes = open(key, found.content, `complaint_attachments:${id}:content`)
  return { bytes, reference: found.reference }
}

const withoutVerdict = ({ customerId, id }: Row) =>
  and(eq(attachmentScans.customerId, customerId), eq(attachmentScans.id, id), isNull(attachmentScans.verdict))

/** Writes the verdict down, unless another worker has: the first one holds. */
async function settle(ctx: Ctx, row: Row, finding: Finding, reference: string): Promise<void> {
  const { verdict, scanner } = finding
  const threat = finding.verdict === 'infected' ? finding.threat : null
  await change(ctx, async (tx) => {
    const written = await tx
      .update(attachmentScans)
      .set({ verdict, threat, scanner, scannedAt: ctx.now })
      .where(withoutVerdict(row))
      .returning({ id: attachmentScans.id })
    if (written.length === 0) throw conflict()
    const action = verdict === 'clean' ? 'attachment.cleared' : 'attachment.infected'
    await record(ctx, tx, { action, objectId: row.id, detail: { scanner, ...(threat && { threat }) } })
    if (verdict === 'infected') await queueNotice(ctx, tx, 'complaint-file-infected', { reference })
  }).catch((error: unknown) => {
    if (!isRefusal(error, 'conflict')) throw error
  })
}

async function putOff(ctx: Ctx, row: Row, error: unknown): Promise<void> {
  const isGivenBack = error instanceof ScanFailed && error.code === 'given-back'
  const dueAt = isGivenBack ? ctx.now : doubling(ctx.now, row.attempts, waits)
  const claimed = and(withoutVerdict(row), stillClaimed(attachmentScans, row))
  await bookkeep(
    ctx,
    'due-rows',
    async (tx) => void (await tx.update(attachmentScans).set({ dueAt }).where(claimed)),
  )
}
