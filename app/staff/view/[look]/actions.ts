'use server'

import { redirect } from 'next/navigation'
import { refusalOf } from '#api/errors.ts'
import { requireStaff } from '#api/staff/context.ts'
import type { RevealState } from '#components/holdings/reason-reveal.tsx'
import { isRefusal } from '#domain/errors.ts'
import { endLook } from '#domain/looks/end-look.ts'
import { revealForLook } from '#domain/looks/reveal-for-look.ts'
import { describeValue } from '#i18n/describe/holdings.ts'

/** Ends the look, and leads to the page that says so. */
export async function stopLook(lookId: string): Promise<void> {
  const { ctx } = await requireStaff('looks:end')
  await endLook(ctx, { lookId }).catch((error: unknown) => {
    if (!isRefusal(error, 'locked') && !isRefusal(error, 'conflict')) throw error
  })
  redirect(`/staff/looks/${lookId}`)
}

/** Shows one value for one reason; the reason stays in the form when it is refused. */
export async function revealByReason(lookId: string, _: RevealState, form: FormData): Promise<RevealState> {
  const { ctx } = await requireStaff('looks:open')
  const [field, reason] = [String(form.get('field') ?? ''), String(form.get('reason') ?? '')]
  try {
    const { value, rule, hideAfterSeconds } = await revealForLook(ctx, { lookId, field, reason })
    return { field, value: describeValue(ctx.locale, rule, value), hideAfterSeconds }
  } catch (error) {
    if (isRefusal(error, 'locked')) redirect(`/staff/looks/${lookId}`)
    return { field, reason, error: refusalOf(error, ctx.locale, ctx.requestId).message }
  }
}
