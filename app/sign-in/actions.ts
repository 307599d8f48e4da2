'use server'

import { randomBytes } from 'node:crypto'
import type { Route } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { SignInRefused, signIn } from '#api/session/auth.ts'
import { browserCookie } from '#api/session/browser.ts'
import { pagePath } from '#api/session/page-path.ts'
import { visitorContext } from '#api/session/visitor.ts'
import { submit } from '#app/submit.ts'
import type { SentCode, SignInAction } from '#components/account/sign-in-form.tsx'
import { type FormState, untouched } from '#components/ui/form-state.ts'
import { servedOverTls } from '#config'
import type { Ctx } from '#domain/context.ts'
import { isRefusal } from '#domain/errors.ts'
import { operator } from '#domain/policies/operator.ts'
import { requestCode } from '#domain/sessions/request-code.ts'
import { atTime, nearDate, untilTime } from '#i18n/format.ts'
import { translator } from '#i18n/translator.ts'

const from = async () => ({ ctx: await visitorContext() })

/** Takes the form of both steps: the pressed button says which. The second step stays while a code is valid. */
export const takeSignInStep: SignInAction = async (before, form) => {
  const phone = String(form.get('phone') ?? '')
  if (form.get('intent') === 'change') return { ...untouched, typed: { phone: [phone] } }
  if (form.get('intent') !== 'enter') {
    const state = await sendCode(form, phone)
    return { ...state, shown: state.shown ?? before.shown }
  }
  const state = await enter(form, phone)
  if (state.shown) return state
  return { ...state, shown: before.shown && { ...before.shown, asksIin: asksIin(before.shown, state) } }
}

/** The IIN is asked for once the code was right, and as long as that code can be tried. */
const asksIin = ({ asksIin }: SentCode, { errors }: FormState<SentCode>) =>
  'iin' in errors || (asksIin && !('code' in errors))

async function sendCode(form: FormData, phone: string) {
  await bindBrowser()
  return submit(form, requestCode, () => ({ phone }), {
    from,
    tell: ({ expiresAt }, { ctx }): { shown: SentCode } => ({
      shown: { phone, validUntil: untilTime(ctx.locale, expiresAt), asksIin: false },
    }),
  })
}

/** Enters the code: leads to the page that was asked for, or tells that the bank has blocked the customer's sign-in. */
const enter = (form: FormData, phone: string) =>
  submit(
    form,
    takeCode,
    () => ({ phone: form.get('phone'), code: form.get('code'), iin: form.get('iin') ?? '' }),
    {
      from,
      tell: (blockedSince, { ctx }) => {
        if (!blockedSince) redirect(pagePath(form.get('back')) as Route)
        const blocked = blockedSentence(ctx, blockedSince)
        return { shown: { phone, validUntil: '', asksIin: false, blocked } }
      },
    },
  )

function blockedSentence(ctx: Ctx, since: Date): string {
  const { locale, now } = ctx
  return translator(locale, 'account.sign-in')('blocked', {
    date: nearDate(locale, since, now, 'on'),
    time: atTime(locale, since),
    phone: operator(ctx).urgentPhone,
  })
}

/**
 * Takes the code; next-auth calls the verb, in `api/session/auth.ts`.
 * @returns since when the customer's sign-in is blocked; null once they are signed in.
 */
const takeCode = async (_: Ctx, input: unknown): Promise<Date | null> =>
  signIn('code', { ...Object(input), redirect: false }).then(
    () => null,
    (error: unknown) => {
      const reason = error instanceof SignInRefused ? error.reason : error
      if (isRefusal(reason, 'locked') && reason.details.since) return reason.details.since
      throw reason
    },
  )

/** Gives the browser the secret its codes are bound to, unless it has one. */
async function bindBrowser(): Promise<void> {
  const jar = await cookies()
  if (jar.has(browserCookie)) return
  const options = { httpOnly: true, sameSite: 'strict', secure: servedOverTls(), path: '/' } as const
  jar.set(browserCookie, randomBytes(32).toString('base64url'), options)
}
