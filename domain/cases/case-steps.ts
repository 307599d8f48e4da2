import type { KeyObject } from 'node:crypto'
import { and, asc, eq, isNotNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { attachmentScans } from '#db/schema/attachment-scans.ts'
import { caseAttachments, caseSteps } from '#db/schema/cases.ts'
import { daysBetween } from '#policy/days.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { acceptedFiles } from './media-type.ts'
import { quarantineOf } from './quarantine.ts'
import {
  type AttachmentView,
  type Extension,
  maxAttachmentBytes,
  maxAttachments,
  type StepView,
  type WritingLimits,
} from './schema.ts'
import { maxTextLength } from './text.ts'

/** The limits for texts and files, which the forms show beforehand. */
export const formLimits: WritingLimits = {
  characters: maxTextLength,
  files: maxAttachments,
  bytes: maxAttachmentBytes,
  accept: acceptedFiles,
}

/** The rows of one case's steps, in order. */
export const readSteps = (ctx: Ctx, tx: Tx, caseId: string) =>
  tx.select().from(caseSteps).where(stepsOf(ctx, caseId)).orderBy(asc(caseSteps.number))

/** The files of one case's steps, without what is in them. */
export const readFiles = (ctx: Ctx, tx: Tx, caseId: string) =>
  tx
    .select({
      id: caseAttachments.id,
      stepId: caseAttachments.stepId,
      name: caseAttachments.nameSealed,
      mediaType: caseAttachments.mediaType,
      bytes: caseAttachments.bytes,
      verdict: attachmentScans.verdict,
      threat: attachmentScans.threat,
    })
    .from(caseAttachments)
    .leftJoin(
      attachmentScans,
      and(
        eq(attachmentScans.customerId, caseAttachments.customerId),
        eq(attachmentScans.id, caseAttachments.id),
      ),
    )
    .innerJoin(
      caseSteps,
      and(stepsOf(ctx, caseId), eq(caseSteps.id, caseAttachments.stepId), isNotNull(caseAttachments.stepId)),
    )
    .where(eq(caseAttachments.customerId, requireSubject(ctx)))
    .orderBy(asc(caseAttachments.id))

const stepsOf = (ctx: Ctx, caseId: string) =>
  and(eq(caseSteps.customerId, requireSubject(ctx)), eq(caseSteps.caseId, caseId))

/** The steps as both sides see them, each with its files. */
export function stepViews(
  ctx: Ctx,
  key: KeyObject,
  rows: Awaited<ReturnType<typeof readSteps>>,
  files: Awaited<ReturnType<typeof readFiles>>,
): StepView[] {
  const attachmentsOf = (stepId: string): AttachmentView[] =>
    files
      .filter((file) => file.stepId === stepId)
      .map(({ id, name, mediaType, bytes, verdict, threat }) => ({
        id,
        name: openText(key, name, `complaint_attachments:${id}:name`),
        mediaType,
        bytes,
        ...quarantineOf(ctx, verdict),
        threat,
      }))
  return rows.map((row) => ({
    number: row.number,
    kind: row.kind,
    side: row.side,
    at: row.at,
    staff: row.actorKind === 'staff' ? row.actorId : null,
    dueOn: row.dueOn,
    pauseReason: row.pauseReason,
    text: row.textSealed && openText(key, row.textSealed, `complaint_steps:${row.id}:text`),
    attachments: attachmentsOf(row.id),
  }))
}

/** The notice of delay among the steps; null when there was none. @param from the last day for the answer */
export function extensionOf(steps: StepView[], from: string | null): Extension | null {
  const step = steps.find(({ kind }) => kind === 'extended')
  if (!step?.dueOn || from === null) return null
  return { at: step.at, due: step.dueOn, days: daysBetween(from, step.dueOn), reason: step.text ?? '' }
}
