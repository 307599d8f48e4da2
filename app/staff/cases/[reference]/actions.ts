'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { requireStaff, staffContext } from '#api/staff/context.ts'
import { submit } from '#app/submit.ts'
import { type FormAction, type FormState, untouched } from '#components/ui/form-state.ts'
import { extendCase } from '#domain/cases/extend-case.ts'
import { outcomeKinds } from '#domain/cases/rules.ts'
import type { CaseType, SentView } from '#domain/cases/schema.ts'
import { moveComplaint } from '#domain/complaints/move-complaint.ts'
import type { Ctx } from '#domain/context.ts'
import { answerDeletion } from '#domain/deletions/answer-deletion.ts'
import { proposeDeletion } from '#domain/deletions/propose-deletion.ts'
import { assignCase } from '#domain/desk/assign-case.ts'
import { type AtDesk, atDesk } from '#domain/desk/at-desk.ts'
import { previewText } from '#domain/desk/preview-text.ts'
import { recallText } from '#domain/desk/recall-text.ts'
import type { TextPreview } from '#domain/desk/schema.ts'
import { writeNote } from '#domain/desk/write-note.ts'
import { isRefusal } from '#domain/errors.ts'
import { moveRequest } from '#domain/requests/move-request.ts'
import { openTasks } from '#domain/tasks/open-tasks.ts'
import { describeTextPreview, type TextPreviewWords } from '#i18n/describe/text-preview.ts'
import { type Key, translator } from '#i18n/translator.ts'
import { services } from '#services'

/** What the actions on a case share: its context, and the sentences for a done step and for a conflict. */
const atCase = (form: FormData, done: string, conflict: Key<'complaints.desk'> = 'conflict') => ({
  from: async () => {
    const signedIn = await staffContext()
    return signedIn && atDesk(signedIn.ctx, { reference: form.get('reference') })
  },
  tell: (_: unknown, { ctx }: { ctx: Ctx }) => ({
    done: translator(ctx.locale, 'complaints.desk').dynamic(`done.${done}`),
  }),
  refused: { conflict: (locale: Ctx['locale']) => translator(locale, 'complaints.desk')(conflict) },
})

/**
 * Takes the bank's next step. A text is first shown as its customer would read it, then sent by a second button; a third leads
 * back to the text.
 */
export const move: FormAction<TextPreviewWords> = async (_, form) => {
  if (form.has('edit')) return backTo('text', form)
  const input = ({ caseId, type }: AtDesk) => ({ type, caseId, ...answerIn(type, form) })
  if (form.has('text') && !form.has('send')) return preview(form, input)
  return submit(form, moveCase, input, atCase(form, String(form.get('kind'))))
}

const moveCase = (ctx: Ctx, input?: unknown): Promise<SentView> => {
  const { type, ...step } = Object(input)
  return type === 'request' ? moveRequest(ctx, step) : moveComplaint(ctx, step)
}

/** The step that a form asks for; on a request with what came of each part, and why its clock is to stand still. */
function answerIn(type: CaseType, form: FormData) {
  const step = {
    kind: form.get('kind'),
    text: form.get('text') ?? undefined,
    lastStep: Number(form.get('lastStep')),
  }
  if (type === 'complaint') return step
  const isAsked = step.kind === 'waiting-customer'
  const pauseReason = (isAsked && form.get('pauseReason')) || undefined
  const isAnswer = outcomeKinds.some((kind) => kind === step.kind)
  return { ...step, pauseReason, outcomes: isAnswer ? outcomesIn(form) : [] }
}

/** What the form says of each kind of data; where it says nothing of any, what it says of all of them. */
function outcomesIn(form: FormData) {
  const outcomeOf = (said: string) =>
    said === 'fulfilled' ? { outcome: 'fulfilled' } : { outcome: 'refused', reason: said || null }
  const each = [...form.entries()].flatMap(([name, said]) =>
    name.startsWith('outcome.') && said !== '' ? [{ field: name.slice(8), ...outcomeOf(String(said)) }] : [],
  )
  if (each.length > 0) return each
  const reason = String(form.get('reason') ?? '')
  return [outcomeOf(form.get('kind') === 'fulfilled' ? 'fulfilled' : reason)]
}

/** Announces that the answer will be late, after showing it as the customer would read it. */
export const extend: FormAction<TextPreviewWords> = async (_, form) => {
  if (form.has('edit')) return backTo('reason', form)
  const [reason, lastStep] = [form.get('reason'), Number(form.get('lastStep'))]
  const input = ({ caseId }: AtDesk) => ({ caseId, reason, lastStep })
  if (!form.has('send')) return preview(form, (at) => ({ ...input(at), kind: 'extended' }))
  return submit(form, extendCase, input, atCase(form, 'extended'))
}

const preview = (form: FormData, input: (at: AtDesk) => unknown) =>
  services().then(({ config }) =>
    submit<AtDesk, TextPreview, TextPreviewWords>(form, previewText, input, {
      ...atCase(form, 'previewed'),
      tell: (view) => ({ shown: { ...describeTextPreview(view, config.PUBLIC_URL), kept: keptIn(form) } }),
    }),
  )

/** What else the form says, to be sent again with the text. */
const keptIn = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form.entries()].flatMap(([name, said]) =>
      typeof said === 'string' && (name.startsWith('outcome.') || kept.includes(name)) ? [[name, said]] : [],
    ),
  )
const kept = ['reason', 'pauseReason']

/** The form with the text as it was typed. */
const backTo = (name: string, form: FormData): FormState<TextPreviewWords> => ({
  ...untouched,
  typed: { ...lists(keptIn(form)), [name]: form.getAll(name).map(String) },
})

const lists = (said: Record<string, string>) =>
  Object.fromEntries(Object.entries(said).map(([name, one]) => [name, [one]]))

/** Takes a text back before it leaves. A refusal is told on the page it leads back to. */
export async function recall(form: FormData): Promise<void> {
  const signedIn = await requireStaff(recallText.permission)
  const { ctx, caseId } = await atDesk(signedIn.ctx, { reference: form.get('reference') })
  const refused = await recallText(ctx, { caseId, textId: form.get('outgoing') }).then(
    () => null,
    (error: unknown) => {
      if (isRefusal(error, 'locked')) return error.details.reason.split('.').at(-1)
      throw error
    },
  )
  const page = `/staff/cases/${encodeURIComponent(String(form.get('reference')))}`
  // An address that differs by its fragment alone is not drawn anew.
  redirect((refused ? `${page}?refused=${refused}#answer` : page) as Route)
}

/** Assigns the complaint; an empty staff code means nobody. */
export const assign: FormAction = async (_, form) => {
  const [to, lastAssignment] = [form.get('to') || null, Number(form.get('lastAssignment'))]
  return submit(
    form,
    assignCase,
    ({ caseId }) => ({ caseId, to, lastAssignment }),
    atCase(form, 'assigned', 'conflict-assigned'),
  )
}

/** Writes a note that only staff can read. */
export const note: FormAction = async (_, form) =>
  submit(form, writeNote, ({ caseId }) => ({ caseId, text: form.get('text') }), atCase(form, 'noted'))

/** Sends a request to the bank's systems. */
export const send: FormAction = async (_, form) =>
  submit(form, openTasks, ({ caseId }: AtDesk) => ({ caseId, lastStep: Number(form.get('lastStep')) }), {
    ...atCase(form, 'noted'),
    tell: (_opened, { ctx }) => ({ done: translator(ctx.locale, 'tasks.desk')('sent') }),
    refused: { conflict: (locale) => translator(locale, 'tasks.desk')('conflict') },
  })

/** Proposes that a deletion is carried out. */
export const propose: FormAction = async (_, form) =>
  submit(
    form,
    proposeDeletion,
    ({ caseId }) => ({ caseId, lastStep: Number(form.get('lastStep')) }),
    atCase(form, 'deletion-proposed'),
  )

/** Approves or declines a deletion that a colleague has proposed. */
export const answerProposal: FormAction = async (_, form) =>
  submit(
    form,
    answerDeletion,
    ({ caseId }) => ({ caseId, answer: form.get('answer'), lastStep: Number(form.get('lastStep')) }),
    atCase(form, 'deletion-answered'),
  )
