import 'server-only'
import { refresh } from 'next/cache'
import { unstable_rethrow } from 'next/navigation'
import { refusalOf } from '#api/errors.ts'
import { visitorContext } from '#api/session/visitor.ts'
import { type FormState, untouched } from '#components/ui/form-state.ts'
import type { Ctx } from '#domain/context.ts'
import { type ErrorCode, isDomainError, isRefusal } from '#domain/errors.ts'
import { translator } from '#i18n/translator.ts'

interface Answers<Sender, Result, Shown> {
  /** The context of the sender; null once they have signed out. */
  from: () => Promise<Sender | null>
  /** Makes the sentence of the verb's result, also where it is no success, or redirects to another page. */
  tell: (result: Result, sender: Sender) => Partial<Pick<FormState<Shown>, 'done' | 'shown' | 'refused'>>
  /** The form's own sentence for a refusal, or a redirect. */
  refused?: Partial<Record<ErrorCode, (locale: Ctx['locale']) => string>>
}

/**
 * Calls a verb with a form and returns the result in the reader's language. Typed values come back unless they were
 * saved: after a refusal, after a conflict with another change, after the end of the session. The page is read again
 * once something has changed, by this form or by another.
 * @param read makes the verb's input, which the verb alone takes apart.
 */
export async function submit<Sender extends { ctx: Ctx }, Result, Shown = never>(
  form: FormData,
  verb: (ctx: Ctx, input?: unknown) => Promise<Result>,
  read: (sender: Sender) => unknown,
  { from, tell, refused = {} }: Answers<Sender, Result, Shown>,
): Promise<FormState<Shown>> {
  const { locale, requestId } = await visitorContext()
  const keep = (why: Partial<FormState>) => ({ ...typedAgain(form), ...why })
  try {
    const sender = await from()
    if (!sender) return keep({ refused: translator(locale, 'errors')('signed-out-form') })
    const told = tell(await verb(sender.ctx, await read(sender)), sender)
    if (told.done) refresh()
    return { ...untouched, ...told }
  } catch (error) {
    unstable_rethrow(error)
    if (isRefusal(error, 'conflict')) refresh()
    const { fields, message } = refusalOf(error, locale, requestId)
    if (Object.keys(fields).length > 0) return keep({ errors: byField(fields) })
    const own = isDomainError(error) ? refused[error.code]?.(locale) : undefined
    return keep({ refused: own ?? message })
  }
}

/** The fault of one of a list (`scopes.0`) is also shown at the list. */
const byField = (fields: Record<string, string>): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(fields).map(([path, sentence]) => [path.replace(/\.\d+$/, ''), sentence]),
  ),
  ...fields,
})

/** The form as it was typed, for a step that only draws it again. */
export const typedAgain = (form: FormData): FormState => ({ ...untouched, typed: typedIn(form) })

/** The fields of a form without those that React adds. */
const typedIn = (form: FormData): Record<string, string[]> =>
  Object.fromEntries(
    [...new Set(form.keys())]
      .filter((name) => !name.startsWith('$'))
      .map((name) => [name, form.getAll(name).map((one) => (typeof one === 'string' ? one : one.name))]),
  )

/** Waits for the action of a single button. A change in between is no error, because the next page shows it. */
export const orMeanwhile = <Result>(work: Promise<Result>): Promise<Result | undefined> =>
  work.catch((error: unknown) => {
    if (meanwhile.some((code) => isRefusal(error, code))) return undefined
    throw error
  })
const meanwhile = ['locked', 'conflict', 'step-up'] as const

/** Waits for what a form does whose page tells a refusal: the code it was refused with, of these, or undefined once it is done. */
export const refusalAmong = <Code extends ErrorCode>(
  work: Promise<unknown>,
  codes: readonly Code[],
): Promise<Code | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => codes.find((code) => isRefusal(error, code)) ?? Promise.reject(error),
  )
