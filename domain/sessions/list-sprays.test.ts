import { expect, it } from 'vitest'
import { traceCounts } from '#db/schema/activity.ts'
import { nobody } from '#db/schema/roles.ts'
import { asVerb } from '#testing/as-verb.ts'
import { auditOf } from '#testing/audit.ts'
import { at, daysOn, hoursOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { codeFor, wrongFor } from '#testing/sign-in.ts'
import { onBothEngines } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { markOf, signInMarks } from '../limits.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { listSprays, sprayFrom } from './list-sprays.ts'
import { requestCode } from './request-code.ts'
import { verifyCode } from './verify-code.ts'

onBothEngines('sprays of sign-ins', (world) => {
  /** A browser at a network address, on a day of one test's own. */
  const visitor = (now: Date, address: string): Ctx => {
    const one = at(world().visitor(), now)
    return { ...one, browser: { ...one.browser, address } }
  }
  const officer = async (now: Date) => at(await world().signedInStaff('officer'), now)
  const mark = (value: string) => markOf(world(), value)
  let numbers = 0
  const unknown = () => {
    numbers += 1
    return `+7706${String(1_000_000 + numbers)}`
  }
  const times = async (count: number, work: (nth: number) => Promise<unknown>) => {
    for (let nth = 0; nth < count; nth++) await work(nth)
  }
  /** Writes rows as the verbs do, about nobody, for each of these browsers and numbers. */
  const note = (action: 'session.started' | 'sign-in.code-requested', at: Ctx[], phones: string[]) =>
    change({ ...asVerb(at[0] ?? world().visitor()), subject: nobody }, async (tx) => {
      for (const ctx of at) {
        const [first, ...rest] = phones.map((phone) => ({
          ...{ action, customerId: nobody, detail: signInMarks(ctx, phone) },
        }))
        if (first) await record(ctx, tx, first, ...rest)
      }
    })
  const unknowns = (count: number) => Array.from({ length: count }, unknown)

  it('only officers see sprays', async () => {
    const others = [
      await freshCustomer(world()),
      world().visitor(),
      world().worker(),
      world().system(),
      ...(await Promise.all(
        (['agent', 'supervisor', 'administrator'] as const).map((role) => world().signedInStaff(role)),
      )),
    ]
    for (const ctx of others) await expect(listSprays(ctx)).rejects.toEqual(refusal('forbidden'))
  })

  it('a request, a wrong entry and a sign-in leave the marks of number and address', async () => {
    const { subject, phone } = await freshCustomer(world())
    const ctx = visitor(daysOn(10), '192.0.2.50')
    const code = await codeFor(world(), ctx, phone)
    await expect(verifyCode(ctx, { phone, code: wrongFor(code) })).rejects.toBeDefined()
    await verifyCode(ctx, { phone, code })
    const marks = { number: mark(phone), address: mark('192.0.2.50') }
    for (const action of ['sign-in.code-requested', 'sign-in.failed', 'session.started'] as const) {
      const rows = await auditOf(world().db, { customerId: subject, action })
      expect(
        rows.map(({ detail }) => detail),
        action,
      ).toEqual([expect.objectContaining(marks)])
      expect(JSON.stringify(rows)).not.toMatch(/192\.0\.2|\+7/)
    }
  })

  it('an address that tries numbers is listed from the fifth on, with what it did and when', async () => {
    const now = daysOn(20)
    const known = await freshCustomer(world())
    const ctx = visitor(now, '192.0.2.51')
    await requestCode(ctx, { phone: known.phone })
    await times(sprayFrom.addresses - 2, () => requestCode(ctx, { phone: unknown() }))
    const later = await officer(hoursOn(20 * 24 + 2))
    expect((await listSprays(later)).addresses).toEqual([])
    const last = hoursOn(20 * 24 + 1)
    await expect(verifyCode(at(ctx, last), { phone: unknown(), code: '123456' })).rejects.toEqual(
      refusal('invalid'),
    )
    const view = await listSprays(later)
    expect(view).toEqual({
      since: hoursOn(19 * 24 + 2),
      addresses: [
        {
          mark: mark('192.0.2.51'),
          others: 5,
          missed: 5,
          codesRequested: 4,
          failures: 1,
          onlyCounted: 0,
          firstAt: now,
          lastAt: last,
        },
      ],
      numbers: [],
      countedTogether: 0,
      from: sprayFrom,
    })
    expect((await listSprays(await officer(hoursOn(21 * 24 + 1)))).addresses, 'a day later').toEqual([])
  })

  it('a number that addresses try is listed from the third on; the owner’s own address is none of them', async () => {
    const now = daysOn(30)
    const { phone } = await freshCustomer(world())
    const home = visitor(now, '192.0.2.60')
    await verifyCode(home, { phone, code: await codeFor(world(), home, phone) })
    const tryFrom = (nth: number) => requestCode(visitor(now, `192.0.2.${61 + nth}`), { phone })
    await times(sprayFrom.numbers - 1, tryFrom)
    expect((await listSprays(await officer(now))).numbers).toEqual([])
    await tryFrom(sprayFrom.numbers)
    expect((await listSprays(await officer(now))).numbers).toMatchObject([
      { mark: mark(phone), others: 4, missed: 3, codesRequested: 4, failures: 0 },
    ])
  })

  it('an operator’s address with many sign-ins comes after one that only tries, though it misses more', async () => {
    const now = daysOn(40)
    const [operator, stranger] = [visitor(now, '192.0.2.70'), visitor(now, '192.0.2.71')]
    await note('session.started', [operator], unknowns(60))
    await note('sign-in.code-requested', [operator], unknowns(12))
    await note('sign-in.code-requested', [stranger], unknowns(8))
    const { addresses } = await listSprays(await officer(now))
    expect(addresses.map(({ mark: found, others, missed }) => [found, others, missed])).toEqual([
      [mark('192.0.2.71'), 8, 8],
      [mark('192.0.2.70'), 72, 12],
    ])
  })

  it('what was only counted is told, of an address and of all beyond the counted ones together', async () => {
    const now = daysOn(50)
    const ctx = visitor(now, '192.0.2.80')
    await times(13, () => requestCode(ctx, { phone: unknown() }))
    const others = { customerId: nobody, action: 'sign-in.failed' as const, hour: now, source: '', count: 7 }
    await world().db.insert(traceCounts).values(others)
    expect(await listSprays(await officer(now))).toMatchObject({
      addresses: [{ mark: mark('192.0.2.80'), others: 10, missed: 10, onlyCounted: 3 }],
      countedTogether: 7,
    })
  })

  it('fifty of each are listed, and of too many rows the newest are read, which the view says', async () => {
    const now = daysOn(60)
    const hosts = Array.from({ length: 52 }, (_, nth) => visitor(now, `198.51.100.${nth}`))
    const phones = unknowns(sprayFrom.addresses)
    await note('sign-in.code-requested', hosts, phones)
    const all = await listSprays(await officer(now))
    expect(all.addresses).toHaveLength(50)
    expect(all.numbers).toHaveLength(phones.length)
    const latest = hoursOn(60 * 24 + 1)
    await note('sign-in.code-requested', [visitor(latest, '192.0.2.90')], unknowns(sprayFrom.addresses))
    const newest = await listSprays(await officer(latest), sprayFrom.addresses)
    expect(newest).toMatchObject({ since: now, addresses: [{ mark: mark('192.0.2.90') }], numbers: [] })
  })
})
