'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { requireStaff, staffContext } from '#api/staff/context.ts'
import { submit } from '#app/submit.ts'
import { type FormAction, type FormState, untouched } from '#components/ui/form-state.ts'
import { extendComplaint } from '#domain/complaints/extend-complaint.ts'
import { moveComplaint } from '#domain/complaints/move-complaint.ts'
import type { Ctx } from '#domain/context.ts'
import { assignComplaint } from '#domain/desk/assign-complaint.ts'
import { atDesk } from '#domain/desk/at-desk.ts'
import { previewText } from '#domain/desk/preview-text.ts'
import { recallText } from '#domain/desk/recall-text.ts'
import type { TextPreview } from '#domain/desk/schema.ts'
import { writeNote } from '#domain/desk/write-note.ts'
import { isRefusal } from '#domain/errors.ts'
import { describeTextPreview, type TextPreviewWords } from '#i18n/describe/text-preview.ts'
import { type Key, translator } from '#i18n/translator.ts'
import { services } from '#services'

type AtComplaint = Awaited<ReturnType<typeof atDesk>>

/** What the actions on a complaint share: its context, and the sentences for a done step and for a conflict. */
const atComplaint = (form: FormData, done: string, conflict: Key<'complaints.desk'> = 'conflict') => ({
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
  const [kind, text, lastStep] = [
    form.get('kind'),
    form.get('text') ?? undefined,
    Number(form.get('lastStep')),
  ]
  const input = ({ caseId }: { caseId: string }) => ({ caseId, kind, text, lastStep })
  if (form.has('text') && !form.has('send')) return preview(form, input)
  return submit(form, moveComplaint, input, atComplaint(form, String(kind)))
}

/** Announces that the answer will be late, after showing it as the customer would read it. */
export const extend: FormAction<TextPreviewWords> = async (_, form) => {
  if (form.has('edit')) return backTo('reason', form)
  const [reason, lastStep] = [form.get('reason'), Number(form.get('lastStep'))]
  const input = ({ caseId }: { caseId: string }) => ({ caseId, reason, lastStep })
  if (!form.has('send')) return preview(form, (at) => ({ ...input(at), kind: 'extended' }))
  return submit(form, extendComplaint, input, atComplaint(form, 'extended'))
}

const preview = (form: FormData, input: (at: { caseId: string }) => unknown) =>
  services().then(({ config }) =>
    submit<AtComplaint, TextPreview, TextPreviewWords>(form, previewText, input, {
      ...atComplaint(form, 'previewed'),
      tell: (view) => ({ shown: describeTextPreview(view, config.PUBLIC_URL) }),
    }),
  )

/** The form with the text as it was typed. */
const backTo = (name: string, form: FormData): FormState<TextPreviewWords> => ({
  ...untouched,
  typed: { [name]: form.getAll(name).map(String) },
})

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
  const page = `/staff/complaints/${encodeURIComponent(String(form.get('reference')))}`
  // An address that differs by its fragment alone is not drawn anew.
  redirect((refused ? `${page}?refused=${refused}#answer` : page) as Route)
}

/** Assigns the complaint; an empty staff code means nobody. */
export const assign: FormAction = async (_, form) => {
  const [to, lastAssignment] = [form.get('to') || null, Number(form.get('lastAssignment'))]
  return submit(
    form,
    assignComplaint,
    ({ caseId }) => ({ caseId, to, lastAssignment }),
    atComplaint(form, 'assigned', 'conflict-assigned'),
  )
}

/** Writes a note that only staff can read. */
export const note: FormAction = async (_, form) =>
  submit(
    form,
    writeNote,
    ({ caseId }) => ({ caseId, text: form.get('text') }),
    atComplaint(form, 'noted'),
  )
