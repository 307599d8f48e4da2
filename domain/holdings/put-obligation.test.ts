import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { obligations } from '#db/schema/holdings.ts'
import { actionsOf } from '#testing/audit.ts'
import { at } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidAt } from '#testing/expect.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { putObligation } from './put-obligation.ts'

onBothEngines('putting an obligation', (world) => {
  it('an obligation told again is the same; another contract under its id is refused, another end is not', async () => {
    const { subject } = await freshCustomer(world())
    const loan = { kind: 'loan', contract: 'KZ-1', openedOn: '2026-11-18' }
    const put = (more: object) => putObligation(world().system(subject), { ...loan, ...more })
    const { id } = await put({})
    const kept = () => world().db.select().from(obligations).where(eq(obligations.customerId, subject))
    const before = await kept()
    for (const more of [{ contract: 'KZ-2' }, { openedOn: '2026-11-17' }])
      await expect(put({ id, ...more })).rejects.toEqual(invalidAt('id', 'obligation.other'))
    await put({ id })
    expect(await kept()).toEqual(before)
    await put({ id, closedOn: '2026-11-19' })
    expect(await kept()).toEqual(before.map((row) => ({ ...row, closedOn: '2026-11-19' })))
  })

  it('an obligation cannot have begun or ended in the future, but a day counts once it has begun in Almaty', async () => {
    const { subject } = await freshCustomer(world())
    const put = (days: object, now = testNow) =>
      putObligation(at(world().system(subject), now), { kind: 'loan', contract: 'KZ-1', ...days })
    await expect(put({ openedOn: '2026-11-21' })).rejects.toEqual(invalidAt('openedOn', 'obligation.date'))
    await expect(put({ openedOn: '2026-11-19', closedOn: '2026-11-21' })).rejects.toEqual(
      invalidAt('closedOn', 'obligation.date'),
    )
    const kept = () => world().db.select().from(obligations).where(eq(obligations.customerId, subject))
    expect(await kept()).toEqual([])
    await put({ openedOn: '2026-11-20', closedOn: '2026-11-20' }, new Date('2026-11-19T19:30:00Z'))
    expect(await kept()).toMatchObject([{ openedOn: '2026-11-20', closedOn: '2026-11-20' }])
  })

  it('putting the same again writes nothing, and an end is written once', async () => {
    const { subject } = await freshCustomer(world())
    const first = { kind: 'loan', contract: 'KZ-1', openedOn: '2026-11-19' }
    const { id } = await putObligation(world().system(subject), first)
    const writes = () => actionsOf(world().db, { objectId: id })
    for (const put of [
      first,
      first,
      { ...first, closedOn: '2026-11-20' },
      { ...first, closedOn: '2026-11-20' },
    ])
      expect(await putObligation(world().system(subject), { id, ...put })).toEqual({ id })
    expect(await writes()).toEqual(['obligation.put', 'obligation.put'])
  })
})
