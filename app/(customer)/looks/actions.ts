'use server'

import { redirect } from 'next/navigation'
import { requireCustomer } from '#api/session/context.ts'
import { orMeanwhile } from '#app/submit.ts'
import { acknowledgeLook } from '#domain/looks/acknowledge-look.ts'
import { answerLook } from '#domain/looks/answer-look.ts'
import { endLook } from '#domain/looks/end-look.ts'

/** Grants, refuses or ends the look that the form names, as the pressed button says; then shows the look's page. */
export async function answerByForm(form: FormData): Promise<void> {
  const { ctx } = await requireCustomer()
  const [lookId, answer] = [form.get('look'), form.get('answer')]
  await orMeanwhile(answer === 'end' ? endLook(ctx, { lookId }) : answerLook(ctx, { lookId, answer }))
  redirect(`/looks/${lookId}`)
}

/** Takes note of a look that is over; then shows the overview, or the look's page if it came from there. */
export async function acknowledgeByForm(form: FormData): Promise<void> {
  const { ctx } = await requireCustomer()
  const lookId = form.get('look')
  await orMeanwhile(acknowledgeLook(ctx, { lookId, seen: form.get('seen') ?? undefined }))
  redirect(form.get('back') === 'look' ? `/looks/${lookId}` : '/')
}
