import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { customerKeys } from '#db/schema/customers.ts'
import { at, secondsOn } from '#testing/clock.ts'
import { freshReachable, notify, taker, testEmail } from '#testing/notices.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { listDemoMessages } from './list-demo-messages.ts'
import { sendDueMessages } from './send-due-messages.ts'

onBothEngines('the demo’s inbox', (world) => {
  it('the demo’s inbox shows both channels, each message with where it went, newest first', async () => {
    const { subject, phone } = await freshReachable(world())
    const before = (await listDemoMessages(world().worker())).map(({ id }) => id)
    await notify(world().staff(subject))
    await notify(world().staff(subject), secondsOn(1))
    const worker = at(world().worker(), secondsOn(1))
    await sendDueMessages(worker, 'sms', taker(true))
    await sendDueMessages(worker, 'email', taker(true))
    const shown = (await listDemoMessages(worker)).filter(({ id }) => !before.includes(id))
    expect(shown.map(({ at: when }) => when)).toEqual([secondsOn(1), secondsOn(1), testNow, testNow])
    expect(new Set(shown.map(({ channel, to }) => `${channel} ${to}`))).toEqual(
      new Set([`sms ${phone}`, `email ${testEmail}`]),
    )
  })

  it('the demo’s inbox leaves out what a real sender sent, whose text is erased, and what can no longer be opened', async () => {
    const { subject } = await freshReachable(world())
    const before = await listDemoMessages(world().worker())
    await notify(world().staff(subject), secondsOn(2))
    await sendDueMessages(at(world().worker(), secondsOn(2)), 'sms', taker(false))
    await sendDueMessages(at(world().worker(), secondsOn(2)), 'email', taker(true))
    expect(await listDemoMessages(world().worker())).toHaveLength(before.length + 1)
    await world()
      .db.update(customerKeys)
      .set({ wrappedKey: null })
      .where(eq(customerKeys.customerId, subject))
    expect(await listDemoMessages(world().worker())).toHaveLength(before.length)
  })

  it('the demo’s inbox is read by nobody but the worker', async () => {
    for (const ctx of [world().visitor(), world().staff(), await world().customer(2)])
      await expect(listDemoMessages(ctx)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
