import 'server-only'
import { refresh } from 'next/cache'
import { refusalOf } from '#api/errors.ts'
import { visitorContext } from '#api/session/visitor.ts'
import { staffContext } from '#api/staff/context.ts'
import { type DeskState, nothingDone } from '#components/complaints/desk-state.ts'
import type { Ctx } from '#domain/context.ts'
import { atDesk } from '#domain/desk/at-desk.ts'
import { isRefusal } from '#domain/errors.ts'
import { type Key, translator } from '#i18n/translator.ts'

interface Deed {
  /** Calls one verb about the complaint the form names. */
  work(ctx: Ctx, complaintId: string): Promise<unknown>
  /** The input's name for what was typed. */
  typedAs?: string
  /** Keys of the sentences that say it is done, and that someone else was first. */
  done: string
  conflict?: Key<'complaints.desk'>
}

/**
 * Does what a form of the desk asks for, and says what became of it. What was typed comes back until it is kept:
 * refused, over someone else's step, or after the session has ended.
 */
export async function perform(form: FormData, deed: Deed): Promise<DeskState> {
  const text = typed(form)
  const signedIn = await staffContext()
  const { locale, requestId } = signedIn?.ctx ?? (await visitorContext())
  const say = translator(locale, 'complaints.desk')
  if (!signedIn) return { ...nothingDone, text, refused: say('signed-out') }
  try {
    const { ctx, complaintId } = await atDesk(signedIn.ctx, { reference: form.get('reference') })
    await deed.work(ctx, complaintId)
    refresh()
    return { ...nothingDone, done: say.dynamic(deed.done) }
  } catch (error) {
    if (isRefusal(error, 'conflict')) {
      refresh()
      return { ...nothingDone, text, refused: say(deed.conflict ?? 'conflict') }
    }
    const { fields, message } = refusalOf(error, locale, requestId)
    const wrong = fields[deed.typedAs ?? 'text']
    return wrong ? { ...nothingDone, text, error: wrong } : { ...nothingDone, text, refused: message }
  }
}

/** What was written into the form's text. */
export const typed = (form: FormData): string => {
  const text = form.get('text')
  return typeof text === 'string' ? text : ''
}
