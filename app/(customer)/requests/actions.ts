'use server'

import { redirect } from 'next/navigation'
import { customerContext, requireCustomer } from '#api/session/context.ts'
import { withFiles } from '#app/(customer)/with-files.ts'
import { refusalAmong, submit, typedAgain } from '#app/submit.ts'
import type { FormAction } from '#components/ui/form-state.ts'
import type { Ctx } from '#domain/context.ts'
import { fileRequest } from '#domain/requests/file-request.ts'
import { withdrawRequest } from '#domain/requests/withdraw-request.ts'
import { writeRequest } from '#domain/requests/write-request.ts'
import { readAboutOption } from '#i18n/about-option.ts'
import { translator } from '#i18n/translator.ts'

const seen = (form: FormData) => ({ caseId: form.get('case'), lastStep: Number(form.get('lastStep')) })

/** Files a request, and leads to its page. The button of the search only has the form drawn again. */
export const file: FormAction = async (_, form) => {
  if (form.get('step') === 'seek') return typedAgain(form)
  const [kind, text, requestKey] = [form.get('kind'), form.get('text'), form.get('requestKey')]
  const about = readAboutOption(form.get('about'))
  const planDigest = form.get('planDigest') ?? undefined
  return submit(form, withFiles(fileRequest, form), () => ({ kind, about, text, requestKey, planDigest }), {
    from: customerContext,
    tell: ({ id }) => redirect(`/requests/${id}?filed=1`),
  })
}

/** Writes to the bank. */
export const write: FormAction = async (_, form) =>
  submit(form, withFiles(writeRequest, form), () => ({ ...seen(form), text: form.get('text') }), {
    from: customerContext,
    tell: (_, { ctx }) => ({ done: translator(ctx.locale, 'complaints.write')('sent') }),
    refused: { conflict: (locale: Ctx['locale']) => translator(locale, 'requests.write')('conflict') },
  })

/** Takes the request back. A refusal is told on the page it leads back to. */
export async function withdraw(form: FormData): Promise<void> {
  const { ctx } = await requireCustomer()
  const input = seen(form)
  const refused = await refusalAmong(withdrawRequest(ctx, input), ['conflict', 'locked'])
  redirect(`/requests/${input.caseId}${refused ? `?refused=${refused}#withdraw` : ''}`)
}
