'use server'

import { redirect } from 'next/navigation'
import { refusalOf } from '#api/errors.ts'
import { requireCustomer } from '#api/session/context.ts'
import { isRefusal } from '#domain/errors.ts'
import { answerLook } from '#domain/looks/answer-look.ts'
import { endLook } from '#domain/looks/end-look.ts'
import { showLookCode } from '#domain/looks/show-look-code.ts'
import { clockTime } from '#i18n/format.ts'

/** A code to read out, or why there is none. */
export interface CodeState {
  code?: string
  until?: string
  error?: string
}

/** Grants, refuses or ends the look that the form names; the button pressed says which. Then its page, as it stands. */
export async function answerByForm(form: FormData): Promise<void> {
  const { ctx } = await requireCustomer()
  const [lookId, answer] = [form.get('look'), form.get('answer')]
  const done = answer === 'end' ? endLook(ctx, { lookId }) : answerLook(ctx, { lookId, answer })
  await done.catch((error: unknown) => {
    // The look's page says what has become of it meanwhile.
    if (!isRefusal(error, 'locked') && !isRefusal(error, 'conflict')) throw error
  })
  redirect(`/looks/${lookId}`)
}

/** Shows the code that grants the look when it is read out on the phone. */
export async function showCode(_: CodeState, form: FormData): Promise<CodeState> {
  const { ctx } = await requireCustomer()
  try {
    const { code, until } = await showLookCode(ctx, { lookId: form.get('look') })
    return { code: `${code.slice(0, 3)} ${code.slice(3)}`, until: clockTime(until) }
  } catch (error) {
    return { error: refusalOf(error, ctx.locale, ctx.requestId).message }
  }
}
