'use server'

import { staffContext } from '#api/staff/context.ts'
import { submit } from '#app/submit.ts'
import type { FormAction } from '#components/ui/form-state.ts'
import { extendComplaint } from '#domain/complaints/extend-complaint.ts'
import { moveComplaint } from '#domain/complaints/move-complaint.ts'
import type { Ctx } from '#domain/context.ts'
import { assignComplaint } from '#domain/desk/assign-complaint.ts'
import { atDesk } from '#domain/desk/at-desk.ts'
import { writeNote } from '#domain/desk/write-note.ts'
import { type Key, translator } from '#i18n/translator.ts'

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

/** Takes the bank's next step, with a text where the form has one. */
export const move: FormAction = async (_, form) => {
  const [kind, text, lastStep] = [
    form.get('kind'),
    form.get('text') ?? undefined,
    Number(form.get('lastStep')),
  ]
  return submit(
    form,
    moveComplaint,
    ({ complaintId }) => ({ complaintId, kind, text, lastStep }),
    atComplaint(form, String(kind)),
  )
}

/** Gives the bank more time for the answer. */
export const extend: FormAction = async (_, form) => {
  const [reason, lastStep] = [form.get('reason'), Number(form.get('lastStep'))]
  return submit(
    form,
    extendComplaint,
    ({ complaintId }) => ({ complaintId, reason, lastStep }),
    atComplaint(form, 'extended'),
  )
}

/** Assigns the complaint; an empty staff code means nobody. */
export const assign: FormAction = async (_, form) => {
  const [to, lastAssignment] = [form.get('to') || null, Number(form.get('lastAssignment'))]
  return submit(
    form,
    assignComplaint,
    ({ complaintId }) => ({ complaintId, to, lastAssignment }),
    atComplaint(form, 'assigned', 'conflict-assigned'),
  )
}

/** Writes a note that only staff can read. */
export const note: FormAction = async (_, form) =>
  submit(
    form,
    writeNote,
    ({ complaintId }) => ({ complaintId, text: form.get('text') }),
    atComplaint(form, 'noted'),
  )
