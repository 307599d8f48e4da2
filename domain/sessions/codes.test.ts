import { and, count, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { signInCodes } from '#db/schema/sessions.ts'
import { later } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidFor } from '#testing/expect.ts'
import { codeFor, wrongFor } from '#testing/sign-in.ts'
import { onBothEngines } from '#testing/world.ts'
import { verifyCode } from './verify-code.ts'

/** How many of these were done, and the codes of the refusals of the others. */
async function _outcomes(tries: Promise<unknown>[]): Promise<{ done: number; refused: Set<string> }> {
  const settled = await Promise.allSettled(tries)
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.code)] : []))
  return { done: settled.length - refused.length, refused: new Set(refused) }
}

onBothEngines('codes that are valid together', (world) => {
  it.each([
    ['the first', 0],
    ['the second', 1],
    ['the third', 2],
  ])('%s of three codes signs in within its five minutes, whichever text comes first', async (_, nth) => {
    const { phone } = await freshCustomer(world())
    const browser = world().visitor()
    const codes: string[] = []
    for (const seconds of [0, 60, 120]) codes.push(await codeFor(world(), later(browser, seconds), phone))
    const code = codes[nth] ?? ''
    expect(await verifyCode(later(browser, 299), { phone, code })).toHaveProperty('sessionId')
  })

  it('a code is not valid for longer because a newer one is', async () => {
    const { phone } = await freshCustomer(world())
    const browser = world().visitor()
    const first = await codeFor(world(), browser, phone)
    const second = await codeFor(world(), later(browser, 60), phone)
    if (first !== second)
      await expect(verifyCode(later(browser, 301), { phone, code: first })).rejects.toEqual(
        invalidFor('code.wrong'),
      )
    expect(await verifyCode(later(browser, 301), { phone, code: second })).toHaveProperty('sessionId')
  })

  it('a wrong code takes a try from each valid one, so that none is compared more than five times', async () => {
    const { phone } = await freshCustomer(world())
    const browser = world().visitor()
    const codes = [await codeFor(world(), browser, phone), await codeFor(world(), browser, phone)]
    const wrong = ['000000', '000001', '000002'].find((code) => !codes.includes(code)) ?? ''
    for (let left = 4; left >= 0; left--)
      await expect(verifyCode(browser, { phone, code: wrong })).rejects.toMatchObject({
        details: { issues: [{ params: { left } }] },
      })
    for (const code of codes)
      await expect(verifyCode(browser, { phone, code })).rejects.toEqual(invalidFor('code.exhausted'))
    const fresh = await codeFor(world(), browser, phone)
    expect(await verifyCode(browser, { phone, code: fresh })).toHaveProperty('sessionId')
  })

  it('of many entries at once five are compared, and one right code starts one session', async () => {
    const { phone } = await freshCustomer(world())
    const browser = world().visitor()
    const code = await codeFor(world(), browser, phone)
    const both = await Promise.allSettled([1, 2].map(() => verifyCode(browser, { phone, code })))
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const next = await codeFor(world(), browser, phone)
    const guesses = await Promise.allSettled(
      Array.from({ length: 32 }, () => verifyCode(browser, { phone, code: wrongFor(next) })),
    )
    const compared = guesses.filter((one) => one.status === 'rejected' && 'left' in paramsOf(one.reason))
    expect(compared).toHaveLength(5)
    const [row] = await world()
      .db.select({ count: count() })
      .from(signInCodes)
      .where(
        and(eq(signInCodes.phoneHash, world().keys.lookup('phone', phone)), eq(signInCodes.triesLeft, 0)),
      )
    expect(row?.count).toBe(1)
  })
})

const paramsOf = (reason: { details?: { issues?: { params?: object }[] } }): object =>
  reason.details?.issues?.[0]?.params ?? {}
