import { beforeAll, expect, it } from 'vitest'
import { tombstones } from '#db/schema/deletions.ts'
import { at, secondsOn } from '#testing/clock.ts'
import { eraseValue } from '#testing/deletions.ts'
import { wrongAt } from '#testing/expect.ts'
import { fieldIn, heldCustomer, holding, putFor, testAddress } from '#testing/holdings.ts'
import { addSystems, outcomeOf, send, take, value } from '#testing/imports.ts'
import { onBothEngines } from '#testing/world.ts'
import { newKey } from './crypto.ts'
import { listHoldings } from './holdings/list-holdings.ts'
import { runImportChunk } from './imports/run-import-chunk.ts'
import { isErased, tombstoneOf } from './tombstones.ts'

onBothEngines('a value that was erased', (world) => {
  beforeAll(() => addSystems(world()))

  const addressOf = async (ctx: Parameters<typeof listHoldings>[0]) =>
    fieldIn(await listHoldings(ctx), 'address')?.held ?? null
  async function erasedAddress() {
    const customer = await heldCustomer(world())
    await eraseValue(world(), customer.subject, 'address', testAddress)
    return customer
  }

  it('is refused when it is put again, and with it the whole call; another value is taken', async () => {
    const customer = await erasedAddress()
    const again = putFor(world(), customer, holding('salary', '450000'), holding('address', testAddress))
    await expect(again).rejects.toMatchObject({
      details: { issues: [{ path: 'holdings.1.value', key: 'holding.erased' }] },
    })
    expect(await addressOf(customer)).toBeNull()
    expect(fieldIn(await listHoldings(customer), 'salary')?.held).toBeNull()
    await putFor(world(), customer, holding('address', 'Алматы қ., Абай даңғылы, 10'))
    expect(await addressOf(customer)).not.toBeNull()
    await expect(putFor(world(), customer, holding('address', testAddress))).rejects.toMatchObject(
      wrongAt('holdings.0.value'),
    )
  })

  it('is refused in an import by its line, whatever line comes after, and another customer’s is taken', async () => {
    const [customer, other] = [await erasedAddress(), await heldCustomer(world())]
    const { lines, faults } = await take(
      world(),
      value(customer.reference, 'address', 'Тараз қ., 3'),
      value(customer.reference, 'address', testAddress),
      value(customer.reference, 'salary', testAddress),
      value(other.reference, 'address', testAddress, { quantity: 2 }),
    )
    expect(faults).toEqual([{ line: 2, path: 'value', reason: 'holding.erased' }])
    expect(lines).toMatchObject({ changed: 3, bad: 1 })
    expect(await addressOf(customer)).not.toBeNull()
  })

  it('is refused when an import was planned before it was erased and is written after it', async () => {
    const customer = await heldCustomer(world())
    const filler = Array.from({ length: 4000 }, () => value(customer.reference, 'salary', '8'))
    const { id } = await send(world().system(), [
      ...filler,
      value(customer.reference, 'email', 'a@example.kz'),
    ])
    const worker = at(world().worker(), secondsOn(1))
    const first = await runImportChunk(worker, { lookAhead: true })
    expect(first?.ahead).not.toBeNull()
    await eraseValue(world(), customer.subject, 'email', 'a@example.kz')
    expect(await runImportChunk(at(worker, secondsOn(3)), { after: first })).toMatchObject({ done: true })
    expect(fieldIn(await listHoldings(customer), 'email')?.held).toBeNull()
    expect((await outcomeOf(world(), id)).faults).toEqual([
      { line: 4001, path: 'value', reason: 'holding.erased' },
    ])
  })

  it('is kept as a salted hash that tells nothing without the customer’s key and is never the same twice', async () => {
    const [key, named] = [newKey(), { customerId: '0', field: 'email' }]
    const [one, other] = [1, 2].map(() => tombstoneOf(key, named, 'a@example.kz', new Date(0)))
    expect(one?.hash).not.toEqual(other?.hash)
    const stones = new Map([['0 email', [one, other].flatMap((row) => row ?? [])]])
    expect(isErased(key, stones, named, 'a@example.kz')).toBe(true)
    expect(isErased(key, stones, named, 'b@example.kz')).toBe(false)
    expect(isErased(newKey(), stones, named, 'a@example.kz')).toBe(false)
    expect(
      isErased(
        key,
        new Map([['0 phone', [...(stones.get('0 email') ?? [])]]]),
        { customerId: '0', field: 'phone' },
        'a@example.kz',
      ),
    ).toBe(false)
    await erasedAddress()
    const rows = JSON.stringify(await world().db.select().from(tombstones))
    expect(rows).not.toContain(testAddress)
    await expect(world().db.delete(tombstones)).rejects.toThrow()
  })
})
