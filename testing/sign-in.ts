import type { Ctx, CtxBy } from '#domain/context.ts'
import type { DueMessage } from '#domain/messages/open-message.ts'
import { sendDueMessages } from '#domain/messages/send-due-messages.ts'
import { requestCode } from '#domain/sessions/request-code.ts'
import { type SignedIn, verifyCode } from '#domain/sessions/verify-code.ts'
import { testNow, type World } from './world.ts'

/** Sends the texts that are due at a moment. @returns the codes the gateway was given, in that order. */
export async function sendCodes(world: World, now: Date): Promise<{ to: string; code: string }[]> {
  const sent: { to: string; code: string }[] = []
  const send = async ({ to, params: { code } }: DueMessage) => {
    if (code) sent.push({ to, code })
  }
  await sendDueMessages({ ...world.worker(), now }, 'sms', { keepsText: false, send })
  return sent
}

/** Asks for a code to a number. @returns the code that was sent, empty when none was. */
export async function codeFor(world: World, visitor: Ctx, phone: string): Promise<string> {
  await requestCode(visitor, { phone })
  return (await sendCodes(world, visitor.now)).find(({ to }) => to === phone)?.code ?? ''
}

/** A code that is not this one. */
export const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000')

/** Signs a number in, in a browser of its own. */
export async function signIn(world: World, phone: string): Promise<SignedIn> {
  const visitor = world.visitor()
  return verifyCode(visitor, { phone, code: await codeFor(world, visitor, phone) })
}

/** The browser of a session whose code is of that moment, at that moment. */
export const inSession = (
  world: World,
  { customerId, sessionId }: SignedIn,
  now = testNow,
): CtxBy<'customer'> => {
  const actor = { kind: 'customer', sessionId, verifiedAt: now } as const
  return { ...world.ctx(actor, customerId), actor, now }
}
