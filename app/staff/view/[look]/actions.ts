'use server'

import { redirect } from 'next/navigation'
import { requireStaff, staffContext } from '#api/staff/context.ts'
import { orMeanwhile, submit } from '#app/submit.ts'
import type { RevealState } from '#components/holdings/reveal-by-reason.tsx'
import { endLook } from '#domain/looks/end-look.ts'
import { revealForLook } from '#domain/looks/reveal-for-look.ts'
import { describeValue } from '#i18n/describe/holdings.ts'

/** Ends the look, and leads to the page that says so. */
export async function stopLook(lookId: string): Promise<void> {
  const { ctx } = await requireStaff(endLook.permission)
  await orMeanwhile(endLook(ctx, { lookId }))
  redirect(`/staff/looks/${lookId}`)
}

/** Shows one value for one reason. A refused reason stays in the form. */
export async function revealByReason(lookId: string, _: RevealState, form: FormData): Promise<RevealState> {
  const asked = { lookId, field: form.get('field'), reason: form.get('reason') }
  return submit(form, revealForLook, () => asked, {
    from: staffContext,
    tell: ({ value, rule, hideAfterSeconds }, { ctx: { locale } }) => ({
      shown: { value: describeValue(locale, rule, value), hideAfterSeconds },
    }),
    refused: { locked: () => redirect(`/staff/looks/${lookId}`) },
  })
}
