import { beforeAll, expect, it } from 'vitest'
import { tombstones } from '#db/schema/deletions.ts'
import { asVerb } from '#testing/as-verb.ts'
import { at, secondsOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { eraseValue } from '#testing/deletions.ts'
import { wrongAt } from '#testing/expect.ts'
import { fieldIn, heldCustomer, holding, putFor, testAddress } from '#testing/holdings.ts'
import { addSystems, outcomeOf, send, take, value } from '#testing/imports.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { newKey } from './crypto.ts'
import { listHoldings } from './holdings/list-holdings.ts'
import { putHoldings } from './holdings/put-holdings.ts'
import { runImportChunk } from './imports/run-import-chunk.ts'
import { record } from './record.ts'
import { isErased, type Stones, stonesAmong, tombstoneKey, tombstonesOf } from './tombstones.ts'
import { change } from './transaction.ts'

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

  it('is taken again where the bank says that it got it after it was erased, and whatever is older is refused', async () => {
    const customer = await erasedAddress()
    const put = (text: string, obtainedAt?: Date) =>
      putHoldings(at(world().system(customer.subject), secondsOn(90)), {
        holdings: [holding('address', text, { obtainedAt: obtainedAt?.toISOString() })],
      })
    const refused = wrongAt('holdings.0.value')
    await expect(put(testAddress)).rejects.toMatchObject(refused)
    for (const text of [testAddress, 'Тараз қ., 3']) {
      await expect(put(text, secondsOn(-60)), text).rejects.toMatchObject(refused)
      await expect(put(text, testNow), text).rejects.toMatchObject(refused)
    }
    expect(await addressOf(customer)).toBeNull()
    await put(testAddress, secondsOn(60))
    expect(await addressOf(customer)).toMatchObject({ obtainedAt: secondsOn(60) })
    await expect(put(testAddress), 'without its time it is the erased one').rejects.toMatchObject(refused)
    await eraseValue(world(), customer.subject, 'address', testAddress, secondsOn(80))
    await expect(put(testAddress, secondsOn(60))).rejects.toMatchObject(refused)
    await put(testAddress, secondsOn(85))
  })

  it('is known again however its letters are put together and its words are parted', async () => {
    const customer = await freshCustomer(world())
    const written = 'Алматы қ., Абай даңғылы, 10-үй ½'
    await putFor(world(), customer, holding('address', written))
    await eraseValue(world(), customer.subject, 'address', written.normalize('NFC'))
    const forms = [
      written.normalize('NFD'),
      written.replace(' ', '\u00a0'),
      written.replace(' ', '  \n'),
      written.replace('½', '1⁄2'),
    ]
    for (const form of forms)
      await expect(putFor(world(), customer, holding('address', form)), form).rejects.toMatchObject(
        wrongAt('holdings.0.value'),
      )
    await putFor(world(), customer, holding('address', written.replace(' ', '')))
  })

  it('has the salt of the others of its field, which another field and another customer do not have', async () => {
    const [customer, other] = [await freshCustomer(world()), await freshCustomer(world())]
    for (const text of ['1', '2', '3']) await eraseValue(world(), customer.subject, 'salary', text)
    await eraseValue(world(), customer.subject, 'address', '1')
    await eraseValue(world(), other.subject, 'salary', '1')
    const named = [customer, customer, other].map(({ subject: customerId }, nth) => {
      return { customerId, field: nth === 1 ? 'address' : 'salary' }
    })
    const stones = [...(await stonesAmong(world().db, named)).values()]
    expect(stones.map(({ salts }) => salts.length)).toEqual([1, 1, 1])
    expect(new Set(stones.flatMap(({ salts }) => salts.map(String))).size).toBe(3)
  })

  it('is kept as a salted hash that tells nothing without the customer’s key and is never the same twice', async () => {
    const [key, named] = [tombstoneKey(newKey()), { customerId: '0', field: 'email' }]
    const erased = [{ ...named, value: 'a@example.kz' }]
    const [one, other] = [1, 2].flatMap(() => tombstonesOf(key, new Map(), erased, { at: new Date(0) }))
    if (!one || !other) throw new Error('a value has its tombstone')
    expect(one.salt).not.toEqual(other.salt)
    expect(one.hash).not.toEqual(other.hash)
    const stonesOf = (field: string): Stones =>
      new Map([
        [
          `0 ${field}`,
          {
            ...{ count: 2, isToErase: false, erasedAt: new Date(0), salts: [one.salt, other.salt] },
            hashes: new Set([one, other].map(({ hash }) => Buffer.from(hash).toString('base64'))),
          },
        ],
      ])
    const stones = stonesOf('email')
    expect(isErased(key, stones, named, { value: 'a@example.kz' })).toBe(true)
    expect(isErased(key, stones, named, { value: 'b@example.kz' })).toBe(false)
    expect(isErased(tombstoneKey(newKey()), stones, named, { value: 'a@example.kz' })).toBe(false)
    expect(
      isErased(key, stonesOf('phone'), { customerId: '0', field: 'phone' }, { value: 'a@example.kz' }),
    ).toBe(false)
    await erasedAddress()
    const rows = JSON.stringify(await world().db.select().from(tombstones))
    expect(rows).not.toContain(testAddress)
    await expect(world().db.delete(tombstones)).rejects.toThrow()
  })

  it('is written down as erased by staff alone; a system says of a value no more than that it replaced it', async () => {
    const { subject } = await freshCustomer(world())
    const key = tombstoneKey(newKey())
    const write = (replaced: boolean) => {
      const system = asVerb(world().system(subject))
      const erased = [{ customerId: subject, field: 'salary', value: '1' }]
      return change(system, async (tx) => {
        await record(system, tx, { action: 'holdings.put', detail: { count: 1 } })
        await tx.insert(tombstones).values(tombstonesOf(key, new Map(), erased, { at: testNow, replaced }))
      })
    }
    await expect(write(false)).rejects.toMatchObject({ cause: { code: '42501' } })
    await write(true)
  })
})
