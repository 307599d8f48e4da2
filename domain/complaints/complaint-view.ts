import type { KeyObject } from 'node:crypto'
import { and, asc, eq, isNotNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { attachmentScans } from '#db/schema/attachment-scans.ts'
import { caseAttachments, caseSteps } from '#db/schema/cases.ts'
import { daysBetween } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import { may, requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { operator } from '../policies/operator.ts'
import { regulator } from '../policies/regulator.ts'
import { findRowAbout, isRow, titledAbout } from '../cases/about-view.ts'
import { answerDeadline } from './answer-deadline.ts'
import { type CaseRow, findCase } from '../cases/find-case.ts'
import { acceptedFiles } from '../cases/media-type.ts'
import { quarantineOf } from '../cases/quarantine.ts'
import { type CaseState, instructionFor, mayTakeStep, type StepKind } from '../cases/rules.ts'
import {
  type AttachmentView,
  type ComplaintFormView,
  type ComplaintView,
  maxAttachmentBytes,
  maxAttachments,
  type StepView,
} from './schema.ts'
import { summarise } from './summarise.ts'
import { maxTextLength } from '../cases/text.ts'

/** The limits for texts and files, which the forms show beforehand. */
export const formLimits: ComplaintFormView['limits'] = {
  characters: maxTextLength,
  files: maxAttachments,
  bytes: maxAttachmentBytes,
  accept: acceptedFiles,
}

/**
 * One complaint of the subject as both sides see it: its deadline and how it was computed, all messages, and the steps
 * that may follow.
 * @throws DomainError `not-found`
 */
export async function complaintView(
  ctx: Ctx,
  tx: Tx,
  caseId: string,
): Promise<{ view: ComplaintView; row: CaseRow; key: KeyObject }> {
  const [{ row, last }, key, written, files] = await Promise.all([
    findCase(ctx, tx, caseId),
    customerKey(ctx, tx),
    readSteps(ctx, tx, caseId),
    readFiles(ctx, tx, caseId),
  ])
  const about = await aboutOf(ctx, tx, row)
  const steps = stepViews(ctx, key, written, files)
  const answeredAt = steps.find(({ kind }) => kind === 'answered')?.at ?? null
  const summary = summarise(ctx, key, row, { state: last.state, answeredAt })
  const trace = answerDeadline(row)
  const late = summary.owed && summary.progress?.state === 'late'
  const view = {
    ...summary,
    about,
    steps,
    lastStep: last.number,
    trace: { ...trace, source: trace.source?.[ctx.locale] ?? null },
    live: may(ctx, 'complaints:write'),
    extension: extensionOf(steps, trace.due),
    can: controls(ctx, last.state, late),
    instruction: instructionFor(last.state, late, steps),
    escalation: catalogue().duties.escalation.map(({ id, title, text }) => ({
      id,
      title: title[ctx.locale],
      text: text[ctx.locale],
    })),
    operator: operator(ctx),
    regulator: regulator(ctx),
    limits: formLimits,
  }
  return { view, row, key }
}

/** The delay that was announced, by its step. */
export function extensionOf(steps: StepView[], from: string): ComplaintView['extension'] {
  const step = steps.find(({ kind }) => kind === 'extended')
  if (!step?.dueOn) return null
  return { at: step.at, due: step.dueOn, days: daysBetween(from, step.dueOn), reason: step.text ?? '' }
}

const stepsOf = (ctx: Ctx, caseId: string) =>
  and(eq(caseSteps.customerId, requireSubject(ctx)), eq(caseSteps.caseId, caseId))

const readSteps = (ctx: Ctx, tx: Tx, caseId: string) =>
  tx.select().from(caseSteps).where(stepsOf(ctx, caseId)).orderBy(asc(caseSteps.number))

const readFiles = (ctx: Ctx, tx: Tx, caseId: string) =>
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
      and(
        stepsOf(ctx, caseId),
        eq(caseSteps.id, caseAttachments.stepId),
        isNotNull(caseAttachments.stepId),
      ),
    )
    .where(eq(caseAttachments.customerId, requireSubject(ctx)))
    .orderBy(asc(caseAttachments.id))

function stepViews(
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
    text: row.textSealed && openText(key, row.textSealed, `complaint_steps:${row.id}:text`),
    attachments: attachmentsOf(row.id),
  }))
}

function controls(ctx: Ctx, state: CaseState, late: boolean): ComplaintView['can'] {
  const can = (kind: StepKind) => may(ctx, 'complaints:write') && mayTakeStep(state, 'customer', kind, late)
  return { write: can('message'), disagree: can('negotiation'), withdraw: can('withdrawn') }
}

async function aboutOf(ctx: Ctx, tx: Tx, row: CaseRow): Promise<ComplaintView['about']> {
  const { aboutKind: kind, aboutId: id, receivedAt } = row
  if (!kind || !id) return null
  return isRow(kind) ? findRowAbout(ctx, tx, { kind, id }) : titledAbout(ctx, tx, { kind, id }, receivedAt)
}
