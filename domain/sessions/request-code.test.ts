import { eq } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import { messages } from '#db/schema/messages.ts'
import { at, daysOn, later } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { onBothEngines, testPhones } from '#testing/world.ts'
import { requestCode } from './request-code.ts'
import { verifyCode } from './verify-code.ts'

onBothEngines('asking for a code', (world) => {
  const [unknown] = testPhones

  it('a number the bank does not know is answered the same, and nothing is sent to it', async () => {
    const { phone } = await freshCustomer(world())
    const visitor = at(world().visitor(), daysOn(4))
    const transactions = vi.spyOn(world().db, 'transaction')
    const known = await requestCode(visitor, { phone })
    const steps = transactions.mock.calls.length
    expect(await requestCode(visitor, { phone: unknown })).toEqual(known)
    expect(transactions.mock.calls.length, 'as many transactions').toBe(steps * 2)
    transactions.mockRestore()
    const rows = await world()
      .db.select({ state: messages.state })
      .from(messages)
      .where(eq(messages.createdAt, visitor.now))
    expect(rows.map((row) => row.state).sort()).toEqual(['due', 'void'])
  })

  it('a number is sent five codes an hour at most', async () => {
    const { phone } = await freshCustomer(world())
    const visitor = world().visitor()
    for (let sent = 0; sent < 5; sent++) await requestCode(visitor, { phone })
    await expect(requestCode(visitor, { phone })).rejects.toMatchObject({
      code: 'too-many',
      details: { retryAfterSeconds: 3600 },
    })
    await expect(requestCode(later(visitor, 3600), { phone })).resolves.toBeDefined()
  })

  it('a code is sent only for a browser that holds its secret', async () => {
    const { phone } = await freshCustomer(world())
    const bare = { ...world().visitor(), browser: { ...world().visitor().browser, hash: null } }
    await expect(requestCode(bare, { phone })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('signing in with a code is for visitors', async () => {
    const { phone } = await freshCustomer(world())
    for (const actor of [world().staff(), world().system(), world().worker()]) {
      await expect(requestCode(actor, { phone })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(verifyCode(actor, { phone, code: '123456' })).rejects.toMatchObject({ code: 'forbidden' })
    }
  })
})
