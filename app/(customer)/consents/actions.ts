'use server'

import { redirect } from 'next/navigation'
import { requireCustomer } from '#api/session/context.ts'
import { refusalAmong } from '#app/submit.ts'
import { decide } from '#domain/consents/decide.ts'
import { withdrawMarketing } from '#domain/consents/withdraw-marketing.ts'

/** A decision from a browser without script: about one consent, or all marketing off. A refusal is told on the page it leads back to. */
export async function decideByForm(form: FormData): Promise<void> {
  const { ctx } = await requireCustomer()
  const input = {
    consent: form.get('consent'),
    outcome: form.get('outcome'),
    previousId: form.get('previousId') || null,
    confirmed: form.has('confirmed'),
    ...(form.get('policyVersion') && { policyVersion: Number(form.get('policyVersion')) }),
  }
  const done = form.has('all') ? withdrawMarketing(ctx) : decide(ctx, input)
  const refused = await refusalAmong(done, ['conflict', 'locked', 'invalid'])
  redirect(refused ? `/consents?refused=${refused}` : '/consents')
}
