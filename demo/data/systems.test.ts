import { isNotNull, isNull } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { loadConfig } from '#config'
import { customers } from '#db/schema/customers.ts'
import { events } from '#db/schema/events.ts'
import { subscriptions, systemKeys, systems } from '#db/schema/systems.ts'
import { listConsents } from '#domain/consents/list-consents.ts'
import { listHoldings } from '#domain/holdings/list-holdings.ts'
import { readKeyText } from '#domain/systems/key.ts'
import { limitedTo } from '#domain/systems/partners.ts'
import { webhookSender } from '#gateways/webhook-sender.ts'
import { networkList } from '#networks'
import { fieldIn } from '#testing/holdings.ts'
import { answering } from '#testing/systems.ts'
import { onBothEngines } from '#testing/world.ts'
import { startDemoReceivers } from '../receivers/start.ts'
import { loadDemo } from './load.ts'
import { demoKey } from './system-keys.ts'
import { testDemoReceivers } from './systems.ts'

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
      'advertising-identifier': ['late'],
    })
  })

  it('have told each day what they read of Gulsim’s restricted income, and one has been silent for a while', async () => {
    const everyone = await world().db.select().from(customers)
    const gulsim = everyone.find(({ reference }) => reference === 'DEMO-GULSIM')?.id ?? ''
    const now = new Date()
    const customer = { kind: 'customer', sessionId: gulsim, verifiedAt: now } as const
    const view = await listHoldings({ ...world().ctx(customer, gulsim), now })
    expect(fieldIn(view, 'salary')?.restriction).toMatchObject({
      allowed: ['court', 'law'],
      use: {
        uses: [{ system: 'Негізгі банк жүйесі', ground: 'law', count: 1 }],
        silent: [{ system: 'Талдау жүйесі', missing: 3 }],
      },
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
      'http://127.0.0.1:4002/core-banking',
      'http://127.0.0.1:4002/sms-gateway',
      'http://127.0.0.1:4002/zhetel-media',
    ])
  })

  it('go live once their receivers have answered at the address of this start', async () => {
    const states = async () => (await world().db.select().from(subscriptions)).map(({ state }) => state)
    await testDemoReceivers(world(), answering(204))
    expect(await states()).toEqual(['active', 'active', 'active', 'active'])
    await loadDemo(world(), at(4003))
    expect(await states()).toEqual(['draft', 'draft', 'draft', 'draft'])
    await testDemoReceivers(world(), answering(204))
    expect(await states()).toEqual(['active', 'active', 'active', 'active'])
  })

  it('go live by what runs beside the portal: each receiver knows its own secret', async () => {
    const { db, keys } = world()
    const config = loadConfig({ ARQAU_DEMO: 'true', ARQAU_DATA: '.data/test' })
    globalThis.arqau = Promise.resolve({ config, keys, database: { db } as never })
    await loadDemo(world(), { ...at(4001), receivers: await startDemoReceivers() })
    const sender = webhookSender({ allowed: networkList(['127.0.0.0/8']) }, 10)
    await testDemoReceivers(world(), sender.send)
    sender.close()
    globalThis.arqau = undefined
    const states = (await db.select().from(subscriptions)).map(({ state }) => state)
    expect(states).toEqual(['active', 'active', 'active', 'active'])
  })

  it('of a partner are told of what names that partner alone', async () => {
    const partners = await world().db.select().from(systems).where(isNotNull(systems.recipient))
    const told = await world().db.select().from(subscriptions)
    for (const system of partners) {
      const own = told.filter(({ systemId }) => systemId === system.id)
      for (const one of own) expect(limitedTo(system, one.consents)).toEqual(one.consents)
    }
    expect(partners).toHaveLength(1)
  })
})
