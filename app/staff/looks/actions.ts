'use server'

import { redirect } from 'next/navigation'
import { requireStaff, staffContext } from '#api/staff/context.ts'
import { orMeanwhile, submit } from '#app/submit.ts'
import type { FormAction } from '#components/ui/form-state.ts'
import { approveLook } from '#domain/looks/approve-look.ts'
import { askForLook } from '#domain/looks/ask-for-look.ts'
import { endLook } from '#domain/looks/end-look.ts'
import { reviewLook } from '#domain/looks/review-look.ts'
import { settleEscalation } from '#domain/looks/settle-escalation.ts'
import { startLook } from '#domain/looks/start-look.ts'

/** Asks for a look, and leads to its page. */
export const ask: FormAction = async (_, form) => {
  const asked = { ...Object.fromEntries(form), pages: form.getAll('pages') }
  return submit(form, askForLook, () => asked, {
    from: staffContext,
    tell: ({ lookId }) => redirect(`/staff/looks/${lookId}`),
  })
}

/** Sends the review of a look; then shows its page with the verdict. */
export const review: FormAction = async (_, form) => sendFinding(form, reviewLook)

/** Sends how the escalation of a look ended; then shows its page with the outcome. */
export const settle: FormAction = async (_, form) => sendFinding(form, settleEscalation)

function sendFinding(form: FormData, verb: typeof reviewLook | typeof settleEscalation) {
  const { look: lookId, ...given } = Object.fromEntries(form)
  return submit(form, verb, () => ({ lookId, ...given }), {
    from: staffContext,
    tell: () => redirect(`/staff/looks/${lookId}`),
  })
}

/** Begins the look, and opens the first page that was granted. */
export async function start(form: FormData): Promise<void> {
  const { ctx } = await requireStaff(startLook.permission)
  const lookId = form.get('look')
  const started = await orMeanwhile(startLook(ctx, { lookId }))
  redirect(started ? `/staff/view/${lookId}/${started.page}` : `/staff/looks/${lookId}`)
}

/** Approves, refuses or ends the look, as the pressed button says; then shows the same page. */
export async function decide(form: FormData): Promise<void> {
  const { ctx } = await requireStaff(endLook.permission)
  const [lookId, decision] = [form.get('look'), form.get('decision')]
  if (decision === 'end') await orMeanwhile(endLook(ctx, { lookId }))
  else await orMeanwhile(approveLook(ctx, { lookId, answer: decision }))
  redirect(form.get('back') === 'oversight' ? '/staff/oversight' : `/staff/looks/${lookId}`)
}
