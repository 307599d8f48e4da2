'use server'

import { redirect } from 'next/navigation'
import { refusalOf } from '#api/errors.ts'
import { requireStaff } from '#api/staff/context.ts'
import type { AskState } from '#components/looks/look-form.tsx'
import { isRefusal } from '#domain/errors.ts'
import { approveLook } from '#domain/looks/approve-look.ts'
import { askForLook } from '#domain/looks/ask-for-look.ts'
import { endLook } from '#domain/looks/end-look.ts'
import { enterLookCode } from '#domain/looks/enter-look-code.ts'
import { reviewLook } from '#domain/looks/review-look.ts'
import { startLook } from '#domain/looks/start-look.ts'

/** Asks for a look; what was typed comes back with what is wrong with it. */
export async function ask(_: AskState, form: FormData): Promise<AskState> {
  const { ctx } = await requireStaff('looks:ask')
  const typed = {
    reference: String(form.get('reference') ?? ''),
    kind: String(form.get('kind') ?? ''),
    reason: String(form.get('reason') ?? ''),
    text: String(form.get('text') ?? ''),
    pages: form.getAll('pages').map(String),
    minutes: String(form.get('minutes') ?? ''),
  }
  const asked = await askForLook(ctx, typed).catch((error: unknown) =>
    refusalOf(error, ctx.locale, ctx.requestId),
  )
  if ('lookId' in asked) redirect(`/staff/looks/${asked.lookId}`)
  const { fields, message } = asked
  return { typed, errors: fields, refused: Object.keys(fields).length > 0 ? null : message }
}

/** Takes the code that the customer read out. */
export async function enterCode(_: { error?: string }, form: FormData): Promise<{ error?: string }> {
  const { ctx } = await requireStaff('looks:ask')
  const lookId = form.get('look')
  try {
    await enterLookCode(ctx, { lookId, code: form.get('code') })
  } catch (error) {
    if (isRefusal(error, 'invalid')) return { error: refusalOf(error, ctx.locale, ctx.requestId).message }
    if (!isRefusal(error, 'locked') && !isRefusal(error, 'conflict')) throw error
  }
  redirect(`/staff/looks/${lookId}`)
}

/** Begins the look, and opens the first page that was granted. */
export async function start(form: FormData): Promise<void> {
  const { ctx } = await requireStaff('looks:start')
  const lookId = form.get('look')
  const page = await startLook(ctx, { lookId }).then(
    (started) => started.page,
    (error: unknown) => stillThere(error),
  )
  redirect(page ? `/staff/view/${lookId}/${page}` : `/staff/looks/${lookId}`)
}

/** Approves, refuses, ends or reviews the look; the button pressed says which. Then the page it was pressed on. */
export async function decide(form: FormData): Promise<void> {
  const { ctx } = await requireStaff('looks:ask')
  const [lookId, what] = [form.get('look'), form.get('decision')]
  const verbs: Record<string, () => Promise<void>> = {
    grant: () => approveLook(ctx, { lookId, answer: 'grant' }),
    refuse: () => approveLook(ctx, { lookId, answer: 'refuse' }),
    end: () => endLook(ctx, { lookId }),
    review: () => reviewLook(ctx, { lookId }),
  }
  await verbs[String(what)]?.().catch((error: unknown) => stillThere(error))
  redirect(form.get('back') === 'oversight' ? '/staff/oversight' : `/staff/looks/${lookId}`)
}

/** What came between is told by the page that follows: it shows the look as it stands. */
function stillThere(error: unknown): undefined {
  if (isRefusal(error, 'locked') || isRefusal(error, 'conflict') || isRefusal(error, 'step-up')) return
  throw error
}
