'use server'

import { randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { type Refusal, refusalOf } from '#api/errors.ts'
import { SignInRefused, signIn } from '#api/session/auth.ts'
import { browserCookie } from '#api/session/browser.ts'
import { visitorContext } from '#api/session/visitor.ts'
import { servedOverTls } from '#config'
import { isRefusal } from '#domain/errors.ts'
import { requestCode } from '#domain/sessions/request-code.ts'
import { clockTime } from '#i18n/format.ts'

/** Where the visitor is in signing in, what they typed, and what was wrong with it. */
export interface SignInState {
  step: 'phone' | 'code'
  phone: string
  /** Clock times in Almaty, once a code was sent. */
  validUntil?: string
  resendAt?: string
  errors: Record<string, string>
}

/** One form, two steps: the button pressed says which of them is meant. */
export async function takeSignInStep(before: SignInState, form: FormData): Promise<SignInState> {
  const phone = text(form, 'phone')
  switch (form.get('intent')) {
    case 'change':
      return { step: 'phone', phone, errors: {} }
    case 'enter':
      return enter({ ...before, phone }, text(form, 'code'))
    default:
      return sendCode({ ...before, phone })
  }
}

async function sendCode(state: SignInState): Promise<SignInState> {
  await bindBrowser()
  const ctx = await visitorContext()
  try {
    const sent = await requestCode(ctx, { phone: state.phone })
    const times = { validUntil: clockTime(sent.expiresAt), resendAt: clockTime(sent.resendAt) }
    return { step: 'code', phone: state.phone, ...times, errors: {} }
  } catch (error) {
    return { ...state, errors: errorsOf(refusalOf(error, ctx.locale, ctx.requestId), state.step) }
  }
}

async function enter(state: SignInState, code: string): Promise<SignInState> {
  const ctx = await visitorContext()
  try {
    await signIn('code', { phone: state.phone, code, redirect: false })
  } catch (error) {
    const reason = error instanceof SignInRefused ? error.reason : error
    const known = isRefusal(reason, 'invalid') || isRefusal(reason, 'too-many')
    const refusal = refusalOf(reason, ctx.locale, ctx.requestId)
    return { ...state, errors: known ? errorsOf(refusal, 'code') : { code: refusal.message } }
  }
  redirect('/')
}

/** Beside the field the refusal names, else beside the step's own. */
const errorsOf = (refusal: Refusal, step: 'phone' | 'code'): Record<string, string> =>
  refusal.fields[step] || refusal.fields.phone ? refusal.fields : { [step]: refusal.message }

/** Gives the browser the secret its codes are bound to, unless it has one. */
async function bindBrowser(): Promise<void> {
  const jar = await cookies()
  if (jar.has(browserCookie)) return
  const options = { httpOnly: true, sameSite: 'strict', secure: servedOverTls(), path: '/' } as const
  jar.set(browserCookie, randomBytes(32).toString('base64url'), options)
}

function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
