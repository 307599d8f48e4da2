import { and, eq, gt, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { consentDecisions } from '#db/schema/consents.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { catalogue } from '#policy/load.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { demoConsents } from './consents.ts'
import { demoPolicies } from './policies.ts'
import { demoDisclosures } from './recipients.ts'
import { demoReference, demoWorld } from './world.ts'

onBothEngines("the demo's disclosures", (world) => {
  const ids = { gulsim: '', empty: '', late: '', serik: '', irina: '', mark: '' }
  beforeAll(async () => {
    for (const [nth, name] of (['gulsim', 'empty', 'late'] as const).entries()) {
      ids[name] = (await world().customer(nth, demoReference(name))).subject
    }
    const demo = demoWorld(world(), catalogue(), testNow, ids)
    await demoPolicies(demo)
    await demoConsents(demo)
    await demoDisclosures(demo)
  })

  it('are 2,000 over five years, 40, and none', async () => {
    const rows = await world()
      .db.select({
        customerId: disclosures.customerId,
        count: sql<number>`count(*)::int`,
        recipients: sql<number>`count(distinct ${disclosures.recipient})::int`,
        days: sql<number>`extract(day from max(disclosed_at) - min(disclosed_at))::int`,
      })
      .from(disclosures)
      .groupBy(disclosures.customerId)
    const found = Object.fromEntries(rows.map(({ customerId, ...row }) => [customerId, row]))
    expect(found[ids.gulsim]).toMatchObject({ count: 2000, recipients: 12 })
    expect(found[ids.gulsim]?.days).toBeGreaterThan(1800)
    expect(found[ids.late]?.count).toBe(40)
    expect(found[ids.empty]).toBeUndefined()
  })

  it('rest on consents only while these were given, and none is still to come', async () => {
    const told = await world().db.select().from(disclosures).where(eq(disclosures.basis, 'consent'))
    const decisions = await world().db.select().from(consentDecisions)
    expect(told.length).toBeGreaterThan(100)
    const uncovered = told.filter(
      (one) =>
        !catalogue()
          .consents.consents.filter(
            ({ purpose, recipients }) => purpose === one.purpose && recipients.includes(one.recipient),
          )
          .some(({ id }) => {
            const before = decisions
              .filter(
                (each) =>
                  each.customerId === one.customerId &&
                  each.consent === id &&
                  each.decidedAt <= one.disclosedAt,
              )
              .toSorted((a, b) => b.position - a.position)
            const [head] = before
            return head?.outcome === 'given' && (!head.expiresAt || head.expiresAt > one.disclosedAt)
          }),
    )
    expect(uncovered.map(({ recipient, disclosedAt }) => ({ recipient, disclosedAt }))).toEqual([])
    const future = and(eq(disclosures.customerId, ids.gulsim), gt(disclosures.disclosedAt, testNow))
    expect(await world().db.select().from(disclosures).where(future)).toEqual([])
  })
})
