import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { attachmentScans } from '#db/schema/attachment-scans.ts'
import { caseAttachments, caseSteps } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { open, openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { locked, notFound } from '../errors.ts'
import { takeTry } from '../limits.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { recordMissingCase } from './find-case.ts'
import { quarantineOf } from './quarantine.ts'
import { openAttachmentInput } from './schema.ts'

/** Of a customer; staff open what they answer. */
const openLimit = { name: 'attachment-open', max: 60, seconds: 60 * 60 }

export interface Attachment {
  name: string
  mediaType: string
  bytes: Uint8Array
}

/**
 * Opens a file of one of the customer's complaints, for the customer or for the staff who answer it, never in a look. The
 * audit row is written first. A file in quarantine opens for nobody, and asking for it is written down too.
 * @throws DomainError `not-found`, `too-many`; `locked` while the file waits for the scanner, and when something dangerous
 *   was found
 */
export const openAttachment = verb(
  'cases:open-file',
  openAttachmentInput,
  async (ctx, { caseId, attachmentId }): Promise<Attachment> => {
    if (ctx.actor.kind === 'customer') await takeTry(ctx, [{ limit: openLimit, who: requireSubject(ctx) }])
    const opened = await recordMissingCase(ctx, attachmentId, () =>
      change(ctx, async (tx) => {
        return openFile(ctx, tx, await readFile(ctx, tx, caseId, attachmentId))
      }),
    )
    return unlessWithheld(opened)
  },
)

/** Opens a file, with the row of the log about it; one in quarantine is withheld, which is written down too. */
export async function openFile(ctx: Ctx, tx: Tx, file: Awaited<ReturnType<typeof readFile>>) {
  const { id: objectId } = file
  const { scan, opens } = quarantineOf(ctx, file.verdict)
  if (!opens) {
    await record(ctx, tx, { action: 'attachment.withheld', objectId, detail: { scan } })
    return { withheld: scan }
  }
  await record(ctx, tx, { action: 'attachment.opened', objectId })
  const key = await customerKey(ctx, tx)
  return {
    name: openText(key, file.name, `complaint_attachments:${objectId}:name`),
    mediaType: file.mediaType,
    bytes: open(key, file.content, `complaint_attachments:${objectId}:content`),
  }
}

/** @throws DomainError `locked` for a file that is withheld */
export function unlessWithheld(opened: Awaited<ReturnType<typeof openFile>>): Attachment {
  if ('withheld' in opened) throw locked(`attachment.${opened.withheld}`)
  return opened
}

/** @throws DomainError `not-found` */
export async function readFile(ctx: Ctx, tx: Tx, caseId: string, attachmentId: string) {
  const { customerId, id, stepId } = caseAttachments
  const ofStep = and(
    eq(caseSteps.customerId, customerId),
    eq(caseSteps.id, stepId),
    eq(caseSteps.caseId, caseId),
  )
  const [file] = await tx
    .select({
      id,
      side: caseSteps.side,
      name: caseAttachments.nameSealed,
      mediaType: caseAttachments.mediaType,
      content: caseAttachments.contentSealed,
      verdict: attachmentScans.verdict,
    })
    .from(caseAttachments)
    .innerJoin(caseSteps, ofStep)
    .leftJoin(attachmentScans, and(eq(attachmentScans.customerId, customerId), eq(attachmentScans.id, id)))
    .where(and(eq(customerId, requireSubject(ctx)), eq(id, attachmentId)))
  if (!file) throw notFound()
  return file
}

/**
 * The bytes of a file, for the copy of its customer's data, which has an audit row of its own.
 * @throws DomainError `not-found`; `locked` when the file is in quarantine
 */
export const openAttachmentBytes = (ctx: Ctx, caseId: string, attachmentId: string): Promise<Uint8Array> =>
  read(ctx, async (tx) => {
    const [file, key] = await Promise.all([readFile(ctx, tx, caseId, attachmentId), customerKey(ctx, tx)])
    const { scan, opens } = quarantineOf(ctx, file.verdict)
    if (!opens) throw locked(`attachment.${scan}`)
    return open(key, file.content, `complaint_attachments:${attachmentId}:content`)
  })
