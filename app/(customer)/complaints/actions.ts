'use server'

import { redirect } from 'next/navigation'
import { customerContext, requireCustomer } from '#api/session/context.ts'
import { withFiles } from '#app/(customer)/with-files.ts'
import { refusalAmong, submit, typedAgain } from '#app/submit.ts'
import type { FormAction } from '#components/ui/form-state.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { withdrawComplaint } from '#domain/complaints/withdraw-complaint.ts'
import { writeMessage } from '#domain/complaints/write-message.ts'
import type { Ctx } from '#domain/context.ts'
import { readAboutOption } from '#i18n/about-option.ts'
import { translator } from '#i18n/translator.ts'

const say = (locale: Ctx['locale']) => translator(locale, 'complaints.write')
const conflict = (locale: Ctx['locale']) => say(locale)('conflict')
const seen = (form: FormData) => ({
  caseId: form.get('case'),
  lastStep: Number(form.get('lastStep')),
})

/** Files a complaint, and leads to its page. The button of the search only has the form drawn again. */
export const file: FormAction = async (_, form) => {
  if (form.get('step') === 'seek') return typedAgain(form)
  const [kind, text] = [form.get('kind'), form.get('text')]
  const about = kind === 'ordinary' ? readAboutOption(form.get('about')) : undefined
  const requestKey = form.get('requestKey')
  return submit(form, withFiles(fileComplaint, form), () => ({ kind, about, text, requestKey }), {
    from: customerContext,
    tell: ({ id }) => redirect(`/complaints/${id}?filed=1`),
  })
}

/** Writes to the bank, or disagrees with its answer; the button pressed says which. */
export const write: FormAction = async (_, form) => {
  const [kind, text] = [form.get('kind'), form.get('text')]
  return submit(form, withFiles(writeMessage, form), () => ({ ...seen(form), kind, text }), {
    from: customerContext,
    tell: (_, { ctx }) => ({ done: say(ctx.locale)(kind === 'negotiation' ? 'disagreed' : 'sent') }),
    refused: { conflict },
  })
}

/** Takes the complaint back. A refusal is told on the page it leads back to. */
export async function withdraw(form: FormData): Promise<void> {
  const { ctx } = await requireCustomer()
  const input = seen(form)
  const refused = await refusalAmong(withdrawComplaint(ctx, input), ['conflict', 'locked'])
  redirect(`/complaints/${input.caseId}${refused ? `?refused=${refused}#withdraw` : ''}`)
}
