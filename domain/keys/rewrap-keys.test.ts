import { createHash, createSecretKey } from 'node:crypto'
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { auditLog } from '#db/schema/activity.ts'
import { customerKeys } from '#db/schema/customers.ts'
import { imports } from '#db/schema/imports.ts'
import { keyCanaries } from '#db/schema/keys.ts'
import { formerSecrets, subscriptions } from '#db/schema/systems.ts'
import { hoursOn } from '#testing/clock.ts'
import { type FreshCustomer, freshCustomer } from '#testing/customers.ts'
import { addSystems, runAll, send, value } from '#testing/imports.ts'
import { exchangeAll, keyExchange, type Step, started } from '#testing/key-exchange.ts'
import { insertSubscription } from '#testing/system-rows.ts'
import { onBothEngines, testNow, withKeys } from '#testing/world.ts'
import { beginningOf, type Keys, keyRing, newKey, unnamedMaster } from '../crypto.ts'
import { checkKeys } from './check-keys.ts'
import { rehashCustomers } from './rehash-customers.ts'
import { rewrapKeys } from './rewrap-keys.ts'
import { showKeys } from './show-keys.ts'

onBothEngines('the master key, exchanged', (world) => {
  const keys = keyExchange()
  const at = (step: Step) => withKeys(world(), keys[step])
  let erased: FreshCustomer
  let others: FreshCustomer[]

  beforeAll(async () => {
    await addSystems(world())
    for (const step of ['before', 'ready', 'turned'] as const) await started(at(step))
    erased = await freshCustomer(at('before'))
    await world().db.update(customerKeys).set({ wrappedKey: null, destroyedAt: testNow })
    others = [await freshCustomer(at('before')), await freshCustomer(at('before'))]
    const former = { secret: newKey(), until: hoursOn(24) }
    await insertSubscription(at('before'), 'https://hooks.bank.example', testNow, { former })
    await send(at('before').system(), [value(others[0]?.reference ?? '', 'full-name', 'Ордабаева Гүлсім')])
  })
  const wrapped = async (): Promise<Uint8Array[]> => {
    const rows = await Promise.all([
      world().db.select({ one: customerKeys.wrappedKey }).from(customerKeys),
      world().db.select({ one: imports.keyWrapped }).from(imports),
      world().db.select({ one: subscriptions.secretWrapped }).from(subscriptions),
      world().db.select({ one: formerSecrets.secretWrapped }).from(formerSecrets),
    ])
    return rows.flat().flatMap(({ one }) => one ?? [])
  }
  const rewraps = async () =>
    (await world().db.select().from(auditLog).where(eq(auditLog.action, 'keys.rewrapped'))).map(
      ({ detail }) => detail,
    )

  it('a batch that is cut off in the middle leaves its rows as they were', async () => {
    const before = await wrapped()
    let wraps = 0
    const breaking: Keys = {
      ...keys.turned,
      master: {
        ...keys.turned.master,
        wrap: async (key) => {
          wraps += 1
          if (wraps > 3) throw new Error('the process ends here')
          return keys.turned.master.wrap(key)
        },
      },
    }
    await expect(rewrapKeys({ ...at('turned').worker(), keys: breaking })).rejects.toThrow('ends here')
    expect(await wrapped()).toEqual(before)
    expect(await rewraps()).toEqual([])
  })

  it('several workers wrap each key once, keys of imports and signing secrets too, and no destroyed one', async () => {
    const workers = [1, 2, 3].map(() => exchangeAll(at('turned').worker(), rewrapKeys))
    const rows = (await Promise.all(workers)).reduce((all, one) => all + one, 0)
    const rest = await exchangeAll(at('turned').worker(), rewrapKeys)
    expect(rows + rest).toBe(5)
    const [name, own] = [keys.after.master.id, await wrapped()]
    expect(own).toHaveLength(5)
    for (const one of own) {
      expect(Buffer.from(one.subarray(0, 18))).toEqual(beginningOf(name))
      expect((await keys.after.master.unwrap(one)).symmetricKeySize).toBe(32)
    }
    const [gone] = await world().db.select().from(customerKeys).where(isNull(customerKeys.wrappedKey))
    expect(gone).toMatchObject({ customerId: erased.subject, masterKeyId: keys.before.master.id })
    const told = await rewraps()
    expect(told).toEqual(told.map(() => ({ rows: expect.any(Number), key: name })))
    expect(await exchangeAll(at('turned').worker(), rewrapKeys)).toBe(0)
    expect(await rewraps()).toHaveLength(told.length)
  })

  it('values sealed before the exchange are opened after it, and an import that was waiting is done', async () => {
    await exchangeAll(at('turned').worker(), rehashCustomers)
    await started(at('after'))
    expect(await runAll(at('after'))).toBe(1)
    const rows = await world()
      .db.select()
      .from(customerKeys)
      .where(and(isNotNull(customerKeys.wrappedKey), eq(customerKeys.masterKeyId, keys.after.master.id)))
    expect(rows.map(({ customerId }) => customerId).sort()).toEqual(others.map((one) => one.subject).sort())
  })

  it('a start without a key that rows need is refused with their number, and with another one as well', async () => {
    await freshCustomer(at('turned'))
    const wrong = keyRing({ masters: [newKey()], lookups: [newKey()] })
    await expect(checkKeys(withKeys(world(), wrong).worker())).rejects.toMatchObject({
      kinds: ['master', 'lookup'],
      needed: [],
    })
    const needed = [
      { kind: 'master', keyId: keys.after.master.id, rows: (await wrapped()).length },
      { kind: 'lookup', keyId: keys.after.lookupKeys[0].id, rows: 3 },
    ]
    await expect(checkKeys(at('before').worker())).rejects.toMatchObject({
      kinds: ['master', 'lookup'],
      needed,
    })
  })
})

onBothEngines('keys that were wrapped by a former release, without a name', (world) => {
  const keys = keyExchange()
  const at = (step: Step) => withKeys(world(), keys[step])

  it('keys without a name stay while there is one master key, and are wrapped again when there are two', async () => {
    const customer = await freshCustomer(at('before'))
    const former = keys.before.masters.find(({ id }) => id === unnamedMaster)
    const own = newKey()
    await world()
      .db.update(customerKeys)
      .set({ masterKeyId: unnamedMaster, wrappedKey: await former?.wrap(own) })
    await world()
      .db.insert(keyCanaries)
      .values({
        ...{ kind: 'master', keyId: unnamedMaster, createdAt: testNow },
        canary:
          (await former?.wrap(createSecretKey(createHash('sha256').update('arqau canary').digest()))) ??
          own.export(),
      })
    await expect(checkKeys(at('after').worker())).rejects.toMatchObject({ kinds: ['master', 'lookup'] })
    await started(at('before'))
    expect(await exchangeAll(at('before').worker(), rewrapKeys)).toBe(0)
    expect((await showKeys(at('before').worker())).left).toEqual([])
    await started(at('turned'))
    expect(await exchangeAll(at('turned').worker(), rewrapKeys)).toBe(1)
    const [row] = await world()
      .db.select()
      .from(customerKeys)
      .where(eq(customerKeys.customerId, customer.subject))
    expect(row?.masterKeyId).toBe(keys.after.master.id)
    const opened = await keys.after.master.unwrap(row?.wrappedKey ?? new Uint8Array())
    expect(opened.equals(own)).toBe(true)
  })
})
