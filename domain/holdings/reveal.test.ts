import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { holdings } from '#db/schema/holdings.ts'
import { asVerb } from '#testing/as-verb.ts'
import { auditOf } from '#testing/audit.ts'
import { at, later, minutesOn } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { fieldIn, heldCustomer, holding, holdingRow, putFor, testAddress } from '#testing/holdings.ts'
import { onBothEngines } from '#testing/world.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { read } from '../transaction.ts'
import { listHoldings } from './list-holdings.ts'
import { reveal } from './reveal.ts'

onBothEngines('revealing a value', (world) => {
  const reveals = ({ subject }: Subject) =>
    auditOf(world().db, { customerId: subject, action: 'holding.revealed' })

  it('a revealed value is shown whole, and the look is written down', async () => {
    const mine = await heldCustomer(world())
    await reveal(mine, { field: 'address' })
    const before = await reveals(mine)
    expect(await reveal(mine, { field: 'address' })).toEqual({
      field: 'address',
      value: testAddress,
      rule: 'address',
      hideAfterSeconds: 60,
    })
    const after = await reveals(mine)
    expect(after).toHaveLength(before.length + 1)
    const row = await holdingRow(world(), mine, 'address')
    const entry = after.find((one) => !before.some((earlier) => earlier.id === one.id))
    expect(entry).toMatchObject({
      actorKind: 'customer',
      detail: { field: 'address' },
      objectId: row.id,
      requestId: mine.requestId,
    })
    expect(fieldIn(await listHoldings(mine), 'address')?.held?.reveals).toBe(after.length)
  })

  it('a reveal asks for a fresh code after ten minutes, and then shows and logs nothing', async () => {
    const mine = await heldCustomer(world())
    const before = await reveals(mine)
    await expect(reveal(later(mine, 601), { field: 'address' })).rejects.toEqual(refusal('step-up'))
    expect(await reveals(mine)).toHaveLength(before.length)
  })

  it('a reveal is refused for what is never shown, what is not held and what is no field', async () => {
    const mine = await heldCustomer(world())
    await expect(reveal(mine, { field: 'credentials' })).rejects.toEqual(refusal('forbidden'))
    await expect(reveal(mine, { field: 'email' })).rejects.toEqual(refusal('not-found'))
    await expect(reveal(mine, { field: 'shoe-size' })).rejects.toEqual(refusal('not-found'))
    await expect(reveal(mine, {})).rejects.toEqual(refusal('invalid'))
  })

  it('a value is revealed to the customer in their own session alone', async () => {
    const mine = await heldCustomer(world())
    for (const ctx of [
      world().visitor(),
      world().staff(mine.subject),
      world().system(mine.subject),
      world().worker(),
    ])
      await expect(reveal(ctx, { field: 'address' })).rejects.toEqual(refusal('forbidden'))
  })

  it('a customer reveals thirty values a minute, and no more', async () => {
    const customer = await freshCustomer(world())
    await putFor(world(), customer, holding('email', 'somebody@example.kz'))
    const minute = at(customer, minutesOn(5))
    for (let look = 0; look < 30; look++) await reveal(minute, { field: 'email' })
    await expect(reveal(minute, { field: 'email' })).rejects.toEqual(refusal('too-many'))
    await expect(reveal(later(minute, 60), { field: 'email' })).resolves.toMatchObject({
      value: 'somebody@example.kz',
    })
  })

  it('a value that was moved to another row is not opened', async () => {
    const mine = await heldCustomer(world())
    const { id, valueSealed } = await holdingRow(world(), mine, 'address')
    const elsewhere = crypto.randomUUID()
    await world().db.update(holdings).set({ id: elsewhere }).where(eq(holdings.id, id))
    const before = await reveals(mine)
    await expect(reveal(mine, { field: 'address' })).rejects.toThrow()
    expect(await reveals(mine)).toHaveLength(before.length)
    const key = await read(asVerb(mine), (tx) => customerKey(mine, tx))
    expect(openText(key, valueSealed, `holdings:${id}:value`)).toBe(testAddress)
  })
})
