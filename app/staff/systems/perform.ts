import 'server-only'
import { refresh } from 'next/cache'
import { refusalOf } from '#api/errors.ts'
import { requireStaff } from '#api/staff/context.ts'
import { type SystemState, untouched } from '#components/systems/system-state.ts'
import type { Ctx } from '#domain/context.ts'
import type { Permission } from '#domain/permissions.ts'
import { type Key, translator } from '#i18n/translator.ts'

/** What a verb did: the key of the sentence that says so, and what is to be shown once. */
interface Deed {
  done: Key<'systems.done'>
  count?: number
  secret?: string
}

/**
 * Does what a form about a system asks for, and says what became of it. What was typed comes back when it is refused;
 * a key or a secret comes back once and stands nowhere else.
 */
export async function perform(
  form: FormData,
  permission: Permission,
  work: (ctx: Ctx) => Promise<Deed>,
): Promise<SystemState> {
  const { ctx } = await requireStaff(permission)
  try {
    const { done, count = 0, secret = null } = await work(ctx)
    refresh()
    return { ...untouched, done: translator(ctx.locale, 'systems.done')(done, { count }), secret }
  } catch (error) {
    return refused(ctx, form, error)
  }
}

/** What was typed, and what is wrong with it. */
export function refused(ctx: Ctx, form: FormData, error: unknown): SystemState {
  const { fields, message } = refusalOf(error, ctx.locale, ctx.requestId)
  const told = Object.keys(fields).length > 0
  return { ...untouched, typed: typed(form), errors: byField(fields), refused: told ? null : message }
}

/** One of a list (`scopes.0`) is said of the whole list. */
const byField = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([path, text]) => [path.replace(/\.\d+$/, ''), text]))

const typed = (form: FormData): Record<string, string[]> =>
  Object.fromEntries(
    [...new Set(form.keys())]
      .filter((name) => !name.startsWith('$'))
      .map((name) => [name, form.getAll(name).map(String)]),
  )
