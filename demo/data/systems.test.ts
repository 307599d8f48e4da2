import { isNull } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { customers } from '#db/schema/customers.ts'
import { events } from '#db/schema/events.ts'
import { subscriptions, systemKeys } from '#db/schema/systems.ts'
import { listConsents } from '#domain/consents/list-consents.ts'
import { readKeyText } from '#domain/systems/key.ts'
import { onBothEngines } from '#testing/world.ts'
import { loadDemo } from './load.ts'
import { demoKey } from './system-keys.ts'

const at = (port: number) => ({ staffIssuer: 'http://localhost:3001', receivers: `http://127.0.0.1:${port}` })

onBothEngines('the demo’s systems', (world) => {
  beforeAll(() => loadDemo(world(), at(4001)))

  it('have heard of Gulsim’s latest decisions: applied, still due, late', async () => {
    const everyone = await world().db.select().from(customers)
    const gulsim = everyone.find(({ reference }) => reference === 'DEMO-GULSIM')?.id ?? ''
    const now = new Date()
    const customer = { kind: 'customer', sessionId: gulsim, verifiedAt: now } as const
    const { groups } = await listConsents({ ...world().ctx(customer, gulsim), now })
    const progress = groups.flatMap(({ consents }) =>
      consents.flatMap(({ id, progress }) =>
        progress?.deliveries.length ? [[id, progress.deliveries.map(({ state }) => state)]] : [],
      ),
    )
    expect(Object.fromEntries(progress)).toEqual({
      'marketing-sms': ['applied', 'sent'],
      'advertising-identifier': ['applied', 'late'],
    })
  })

  it('are sent nothing of the past', async () => {
    const { db } = world()
    expect(await db.$count(events, isNull(events.position))).toBe(0)
    const last = await db.$count(events)
    for (const { madeUpTo } of await db.select().from(subscriptions)) expect(madeUpTo).toBe(last)
  })

  it('come in with keys of this installation, told again at every start', async () => {
    const { db, keys } = world()
    const kept = await db.select().from(systemKeys)
    const told = readKeyText(demoKey(keys, 'core-banking'))
    expect(kept.find(({ systemId }) => systemId === 'core-banking')).toMatchObject({
      ...told,
      revokedAt: null,
    })
    expect(new Set(kept.map(({ secretHash }) => secretHash)).size).toBe(4)
  })

  it('are found again where they listen the next time', async () => {
    expect(await loadDemo(world(), at(4002))).toBe(false)
    const urls = (await world().db.select().from(subscriptions)).map(({ url }) => url)
    expect(urls.sort()).toEqual([
      'http://127.0.0.1:4002/analytics',
      'http://127.0.0.1:4002/sms-gateway',
      'http://127.0.0.1:4002/zhetel-media',
    ])
  })
})
