import { expect, it } from 'vitest'
import { customers } from '#db/schema/customers.ts'
import { keyCanaries } from '#db/schema/keys.ts'
import { freshCustomer } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, type World } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { type Keys, localKeys, localMaster, newKey } from '../crypto.ts'
import { checkKeys } from './check-keys.ts'

const started = (world: World, keys: Keys): Ctx => ({ ...world.worker(), keys })
const canaries = ({ db }: World) => db.select().from(keyCanaries).orderBy(keyCanaries.kind)

/** Keys of which any can be exchanged for a wrong one. */
function ring({ id = 'm-1', master = newKey(), lookup = newKey() } = {}) {
  return { keys: localKeys(localMaster(id, master), lookup), id, master, lookup }
}

onBothEngines('the first start on a database', (world) => {
  const own = ring()

  it('the first start writes a canary for each key, with one audit row, and the next ones write nothing', async () => {
    const before = await world().audited()
    await checkKeys(started(world(), own.keys))
    const rows = await canaries(world())
    expect(rows).toMatchObject([
      { kind: 'lookup', keyId: own.keys.lookupKeys[0].id },
      { kind: 'master', keyId: 'm-1' },
    ])
    expect(await world().audited()).toEqual([...before, 'key-canary.placed'])
    await checkKeys(started(world(), own.keys))
    expect(await canaries(world())).toEqual(rows)
    expect(await world().audited()).toEqual([...before, 'key-canary.placed'])
  })
})

onBothEngines('the keys of a process that starts', (world) => {
  const own = ring()

  it.each([
    ['master', () => ring({ ...own, master: newKey() }), ['master']],
    ['lookup', () => ring({ ...own, lookup: newKey() }), ['lookup']],
    ['master and another lookup', () => ring(), ['master', 'lookup']],
  ])('a start with another %s key is refused and writes nothing', async (_, other, kinds) => {
    await checkKeys(started(world(), own.keys))
    const [rows, audited] = [await canaries(world()), await world().audited()]
    await expect(checkKeys(started(world(), other().keys))).rejects.toMatchObject({ kinds })
    expect(await canaries(world())).toEqual(rows)
    expect(await world().audited()).toEqual(audited)
  })

  it('processes that start at the same time write one canary each key, and all go on', async () => {
    const next = ring({ id: 'm-2' })
    const others = { masters: [own.keys.masters[0]], lookups: [own.lookup] }
    const keys = localKeys(localMaster('m-2', next.master), next.lookup, others)
    await Promise.all(Array.from({ length: 5 }, () => checkKeys(started(world(), keys))))
    for (const id of ['m-2', keys.lookupKeys[0].id])
      expect((await canaries(world())).filter(({ keyId }) => keyId === id)).toHaveLength(1)
  })

  it('keys are checked by the worker alone, and a canary is never changed', async () => {
    await checkKeys(started(world(), own.keys))
    for (const ctx of [
      world().visitor(),
      world().system(),
      world().staff(),
      world().staff('x', 'administrator'),
    ])
      await expect(checkKeys({ ...ctx, keys: own.keys })).rejects.toEqual(refusal('forbidden'))
    await expect(world().db.delete(keyCanaries)).rejects.toThrow()
    await expect(world().db.update(keyCanaries).set({ keyId: 'x' })).rejects.toThrow()
  })
})

onBothEngines('a database that was filled before it had canaries', (world) => {
  it('shows a wrong master key by the key of a customer, and keeps no canary of it', async () => {
    await freshCustomer(world())
    await world().db.update(customers).set({ lookupKeyId: '' })
    const wrong = ring()
    await expect(checkKeys(started(world(), wrong.keys))).rejects.toMatchObject({ kinds: ['master'] })
    expect(await canaries(world())).toEqual([])
    await checkKeys(world().worker())
    // Of the lookup key one by its name, and one for the rows that do not name it.
    expect((await canaries(world())).map(({ kind }) => kind)).toEqual(['lookup', 'lookup', 'master'])
  })
})
