'use server'

import { redirect } from 'next/navigation'
import { requireStaff, staffContext } from '#api/staff/context.ts'
import { orMeanwhile, submit } from '#app/submit.ts'
import type { FormAction } from '#components/ui/form-state.ts'
import { approveLook } from '#domain/looks/approve-look.ts'
import { askForLook } from '#domain/looks/ask-for-look.ts'
import { endLook } from '#domain/looks/end-look.ts'
import { reviewLook } from '#domain/looks/review-look.ts'
import { startLook } from '#domain/looks/start-look.ts'

/** Asks for a look, and leads to its page. */
export const ask: FormAction = async (_, form) => {
  const asked = { ...Object.fromEntries(form), pages: form.getAll('pages') }
  return submit(form, askForLook, () => asked, {
    from: staffContext,
    tell: ({ lookId }) => redirect(`/staff/looks/${lookId}`),
  })
}

/** Begins the look, and opens the first page that was granted. */
export async function start(form: FormData): Promise<void> {
  const { ctx } = await requireStaff(startLook.permission)
  const lookId = form.get('look')
  const started = await orMeanwhile(startLook(ctx, { lookId }))
  redirect(started ? `/staff/view/${lookId}/${started.page}` : `/staff/looks/${lookId}`)
}

/** Approves, refuses, ends or reviews the look, as the pressed button says; then shows the same page. */
export async function decide(form: FormData): Promise<void> {
  const { ctx } = await requireStaff(endLook.permission)
  const [lookId, decision] = [form.get('look'), form.get('decision')]
  if (decision === 'end') await orMeanwhile(endLook(ctx, { lookId }))
  else if (decision === 'review') await orMeanwhile(reviewLook(ctx, { lookId }))
  else await orMeanwhile(approveLook(ctx, { lookId, answer: decision }))
  redirect(form.get('back') === 'oversight' ? '/staff/oversight' : `/staff/looks/${lookId}`)
}
