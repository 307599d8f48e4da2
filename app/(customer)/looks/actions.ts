'use server'

import { redirect } from 'next/navigation'
import { customerContext, requireCustomer } from '#api/session/context.ts'
import { orMeanwhile, submit } from '#app/submit.ts'
import type { ShowCode } from '#components/looks/look-code.tsx'
import { answerLook } from '#domain/looks/answer-look.ts'
import { endLook } from '#domain/looks/end-look.ts'
import { showLookCode } from '#domain/looks/show-look-code.ts'
import { untilTime } from '#i18n/format.ts'

/** Grants, refuses or ends the look that the form names, as the pressed button says; then shows the look's page. */
export async function answerByForm(form: FormData): Promise<void> {
  const { ctx } = await requireCustomer()
  const [lookId, answer] = [form.get('look'), form.get('answer')]
  await orMeanwhile(answer === 'end' ? endLook(ctx, { lookId }) : answerLook(ctx, { lookId, answer }))
  redirect(`/looks/${lookId}`)
}

/** Shows the code that grants the look when it is read out on the phone. */
export const showCode: ShowCode = async (_, form) =>
  submit(form, showLookCode, () => ({ lookId: form.get('look') }), {
    from: customerContext,
    tell: ({ code, until }, { ctx }) => ({
      shown: { code: `${code.slice(0, 3)} ${code.slice(3)}`, until: untilTime(ctx.locale, until) },
    }),
  })
