import { randomUUID } from 'node:crypto'
import { count, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { signInCodes } from '#db/schema/sessions.ts'
import { at, hoursOn, later, minutesOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { codeFor, sendCodes, wrongFor } from '#testing/sign-in.ts'
import { onBothEngines, testNow, testPhones, type World } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { markOf } from '../limits.ts'
import { familiarised } from './familiar-browser.ts'
import { requestCode } from './request-code.ts'
import { verifyCode } from './verify-code.ts'

/** The nth address of a stranger who has many. */
const addressOf = (nth: number) => `198.51.${Math.floor(nth / 250)}.${(nth % 250) + 1}`
/** A new browser at an address. */
const browserAt = (world: World, address: string): Ctx => {
  const visitor = world.visitor()
  return { ...visitor, browser: { ...visitor.browser, address } }
}
/** A new browser in which these customers have signed in. */
function familiarWith(world: World, ...customerIds: string[]): Ctx {
  const ctx = browserAt(world, '192.0.2.200')
  for (const id of customerIds) ctx.browser.familiar = familiarised(ctx, id, randomUUID())
  return ctx
}

/** How many of these were done, and the codes of the refusals of the others. */
async function outcomes(tries: Promise<unknown>[]): Promise<{ done: number; refused: Set<string> }> {
  const settled = await Promise.allSettled(tries)
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.code)] : []))
  return { done: settled.length - refused.length, refused: new Set(refused) }
}

onBothEngines('strangers at somebody’s number', (world) => {
  const codesTo = async (phone: string) => {
    const ofPhone = eq(signInCodes.phoneHash, world().keys.lookup('phone', phone))
    const [row] = await world().db.select({ count: count() }).from(signInCodes).where(ofPhone)
    return row?.count ?? 0
  }
  /** Strangers spend what a number has: many browsers at many addresses. */
  const spend = (phone: string, now = testNow, browsers = 60) =>
    outcomes(
      Array.from({ length: browsers }, (_, nth) =>
        requestCode(at(browserAt(world(), addressOf(nth)), now), { phone }),
      ),
    )

  it('a limit that refuses a sign-in tells the log the marks of number and address', async () => {
    const { phone } = await freshCustomer(world())
    const stranger = browserAt(world(), '198.51.100.8')
    for (let nth = 0; nth < 5; nth++) await requestCode(stranger, { phone })
    const marks = { number: markOf(world(), phone), address: markOf(world(), '198.51.100.8') }
    await expect(requestCode(stranger, { phone })).rejects.toMatchObject({
      limit: { name: 'code-send-browser', ...marks },
    })
    const blind = browserAt(world(), '198.51.100.8')
    const enter = () => verifyCode(blind, { phone, code: '123456' })
    for (let nth = 0; nth < 10; nth++) await expect(enter()).rejects.toEqual(refusal('invalid'))
    await expect(enter()).rejects.toMatchObject({ limit: { name: 'code-try-browser', ...marks } })
  })

  it('a stranger who asks and guesses from one address does not keep the owner out', async () => {
    const { phone } = await freshCustomer(world())
    for (let nth = 0; nth < 15; nth++) {
      const stranger = browserAt(world(), '198.51.100.7')
      await requestCode(stranger, { phone }).catch(() => {})
      for (let guess = 0; guess < 5; guess++)
        await expect(verifyCode(stranger, { phone, code: `${guess}`.padStart(6, '9') })).rejects.toBeDefined()
    }
    await sendCodes(world(), testNow)
    const owner = browserAt(world(), '192.0.2.50')
    const code = await codeFor(world(), owner, phone)
    expect(await verifyCode(owner, { phone, code })).toHaveProperty('sessionId')
  })

  it('two hundred wrong codes from anywhere leave a browser with a live code its tries', async () => {
    const { phone } = await freshCustomer(world())
    const owner = browserAt(world(), addressOf(3))
    const code = await codeFor(world(), owner, phone)
    for (let nth = 0; nth < 200; nth++)
      await expect(
        verifyCode(browserAt(world(), addressOf(nth % 20)), { phone, code: wrongFor(code) }),
      ).rejects.toBeDefined()
    await expect(verifyCode(owner, { phone, code: wrongFor(code) })).rejects.toMatchObject({
      details: { issues: [{ key: 'code.wrong', params: { left: 4 } }] },
    })
    expect(await verifyCode(owner, { phone, code })).toHaveProperty('sessionId')
  })

  it('a browser keeps its tries in a network from which strangers try without end', async () => {
    const { phone } = await freshCustomer(world())
    const owner = browserAt(world(), '203.0.113.9')
    const code = await codeFor(world(), owner, phone)
    for (let nth = 0; nth < 30; nth++)
      await expect(
        verifyCode(browserAt(world(), '203.0.113.9'), { phone: testPhones[3], code: '000000' }),
      ).rejects.toBeDefined()
    await expect(
      verifyCode(browserAt(world(), '203.0.113.9'), { phone: testPhones[3], code: '000000' }),
    ).rejects.toEqual(refusal('too-many', { retryAfterSeconds: 10 }))
    expect(await verifyCode(owner, { phone, code })).toHaveProperty('sessionId')
  })

  it('a number is sent fifteen codes in an hour and thirty in a day, from however many browsers and addresses', async () => {
    const { phone } = await freshCustomer(world())
    expect(await spend(phone)).toEqual({ done: 15, refused: new Set(['too-many']) })
    expect(await spend(phone, minutesOn(59))).toMatchObject({ done: 0 })
    expect(await spend(phone, minutesOn(61))).toMatchObject({ done: 15 })
    expect(await spend(phone, hoursOn(3))).toMatchObject({ done: 0 })
    expect(await codesTo(phone)).toBe(30)
    await expect(requestCode(at(world().visitor(), hoursOn(3)), { phone })).rejects.toEqual(
      refusal('too-many', { retryAfterSeconds: 21 * 3600, sentence: 'too-many-for-number' }),
    )
    expect(await spend(phone, hoursOn(24.5))).toMatchObject({ done: 15 })
  })

  it('one address spends neither the number’s hour nor its day', async () => {
    const { phone } = await freshCustomer(world())
    for (const [hour, sent] of [
      [0, 6],
      [1, 6],
      [2, 0],
      [20, 0],
    ] as const) {
      const tries = Array.from({ length: 12 }, () =>
        requestCode(at(browserAt(world(), '198.51.100.8'), hoursOn(hour)), { phone }),
      )
      expect(await outcomes(tries), `hour ${hour}`).toMatchObject({ done: sent })
    }
    await expect(requestCode(at(world().visitor(), hoursOn(20)), { phone })).resolves.toBeDefined()
  })

  it('an IPv6 network is one address, and so is an IPv4 address inside IPv6', async () => {
    const { phone } = await freshCustomer(world())
    const six = Array.from({ length: 12 }, (_, nth) =>
      requestCode(browserAt(world(), `2001:db8:0:7::${nth}`), { phone }),
    )
    expect(await outcomes(six)).toMatchObject({ done: 6 })
    const four = ['198.51.100.9', '::ffff:198.51.100.9', '::ffff:c633:6409']
    const mapped = Array.from({ length: 12 }, (_, nth) =>
      requestCode(browserAt(world(), four[nth % 3] ?? ''), { phone }),
    )
    expect(await outcomes(mapped)).toMatchObject({ done: 6 })
  })

  it('an address that many share is slowed after thirty codes in an hour, before it is refused', async () => {
    const ask = (now: Date) =>
      requestCode(at(browserAt(world(), '203.0.113.77'), now), {
        phone: `+7705${String(1_000_000 + Math.floor(Math.random() * 8_999_999))}`,
      })
    for (let nth = 0; nth < 30; nth++) await ask(hoursOn(40))
    await expect(ask(hoursOn(40))).rejects.toEqual(refusal('too-many', { retryAfterSeconds: 20 }))
    for (let nth = 1; nth <= 5; nth++)
      await expect(ask(new Date(hoursOn(40).getTime() + nth * 20_000))).resolves.toBeDefined()
  })

  it('a browser in which the customer signed in before has a quota that strangers cannot spend', async () => {
    const { phone, subject } = await freshCustomer(world())
    await spend(phone)
    const owner = familiarWith(world(), subject)
    for (let sent = 0; sent < 5; sent++) await requestCode(owner, { phone })
    await expect(requestCode(owner, { phone })).rejects.toEqual(
      refusal('too-many', { retryAfterSeconds: 3600 }),
    )
    const renewed = { ...owner, browser: { ...owner.browser, hash: world().visitor().browser.hash } }
    await expect(requestCode(renewed, { phone }), 'with another secret').rejects.toEqual(refusal('too-many'))
    await expect(
      requestCode(familiarWith(world(), subject), { phone }),
      'another of theirs',
    ).resolves.toBeDefined()
  })

  it('a browser that is familiar to others has no quota at this number, nor at one the bank does not know', async () => {
    const [{ phone, subject }, other] = [await freshCustomer(world()), await freshCustomer(world())]
    await spend(phone)
    await spend(testPhones[2])
    const stranger = familiarWith(world(), other.subject)
    await expect(requestCode(stranger, { phone })).rejects.toEqual(refusal('too-many'))
    await expect(requestCode(stranger, { phone: testPhones[2] })).rejects.toEqual(refusal('too-many'))
    const shared = familiarWith(world(), subject, other.subject)
    await expect(requestCode(shared, { phone }), 'a family’s').resolves.toBeDefined()
    const { familiar } = shared.browser
    expect(JSON.stringify(familiar)).not.toContain(subject)
  })

  it('a browser with a live code may ask for the text again when strangers have spent the number’s hour', async () => {
    const { phone } = await freshCustomer(world())
    const owner = browserAt(world(), '192.0.2.60')
    await requestCode(owner, { phone })
    await spend(phone)
    await expect(requestCode(later(owner, 60), { phone })).resolves.toBeDefined()
    await expect(requestCode(later(owner, 900), { phone }), 'when none is live').rejects.toEqual(
      refusal('too-many'),
    )
  })

  it('an unknown number is refused at the same try as a known one, with the same answer', async () => {
    const { phone } = await freshCustomer(world())
    const unknown = '+77059990001'
    const said = ({ code, details }: { code?: string; details?: object }) => ({ code, details })
    const told = async (number: string) => {
      const browser = browserAt(world(), '198.51.100.20')
      const answers: unknown[] = []
      for (let nth = 0; nth < 7; nth++)
        answers.push(await requestCode(browser, { phone: number }).catch(said))
      for (let nth = 0; nth < 30; nth++)
        answers.push(await verifyCode(browser, { phone: number, code: '000000' }).catch(said))
      const elsewhere = browserAt(world(), '198.51.100.21')
      for (let nth = 0; nth < 22; nth++)
        answers.push(await verifyCode(elsewhere, { phone: number, code: '000000' }).catch(said))
      return answers
    }
    expect(await told(unknown)).toEqual(await told(phone))
  })
})
