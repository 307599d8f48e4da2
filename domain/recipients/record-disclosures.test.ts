import { count, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { disclosures } from '#db/schema/recipients.ts'
import { catalogue } from '#policy/load.ts'
import type { Catalogue } from '#policy/schema.ts'
import { auditOf } from '#testing/audit.ts'
import { at, daysOn } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { smsDisclosure, tellDisclosures } from '#testing/disclosures.ts'
import { invalid, invalidAt, invalidFor, refusal } from '#testing/expect.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { recordDisclosures } from './record-disclosures.ts'

onBothEngines('recording disclosures', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  const rowsOf = async ({ subject }: Subject) => {
    const [row] = await world()
      .db.select({ rows: count() })
      .from(disclosures)
      .where(eq(disclosures.customerId, subject))
    return row?.rows
  }

  it('a disclosure is kept with purpose and basis of the catalogue, and one audit row counts those of a call', async () => {
    const customer = await freshCustomer(world())
    const reported = await tellDisclosures(
      world(),
      customer,
      smsDisclosure('2026-11-20T11:30:00+05:00', { fields: ['phone', 'phone'] }),
      smsDisclosure(daysOn(-1), { purpose: 'marketing', basis: 'consent' }),
    )
    expect(reported).toEqual({ recorded: 2, repeated: 0 })
    const rows = await world()
      .db.select()
      .from(disclosures)
      .where(eq(disclosures.customerId, customer.subject))
    expect(rows).toHaveLength(2)
    expect(rows).toContainEqual(
      expect.objectContaining({
        recipient: 'unqaghaz',
        purpose: 'service-notices',
        basis: 'contract',
        fields: ['phone'],
        disclosedAt: new Date('2026-11-20T06:30:00Z'),
        recordedAt: testNow,
      }),
    )
    expect(rows).toContainEqual(expect.objectContaining({ purpose: 'marketing', basis: 'consent' }))
    const logged = await auditOf(world().db, {
      customerId: customer.subject,
      action: 'disclosures.recorded',
    })
    expect(logged.map(({ actorKind, actorId, detail }) => ({ actorKind, actorId, detail }))).toEqual([
      { actorKind: 'system', actorId: 'core-banking', detail: { count: 2 } },
    ])
  })

  it('a disclosure is never kept twice, whether it has an id of its own or says the same', async () => {
    const customer = await freshCustomer(world())
    await tellDisclosures(world(), customer, smsDisclosure(daysOn(-1)))
    const lines = [smsDisclosure(daysOn(-2)), { ...smsDisclosure(daysOn(-3)), id: undefined }]
    const before = (await rowsOf(customer)) ?? 0
    expect(await tellDisclosures(world(), customer, ...lines)).toEqual({ recorded: 2, repeated: 0 })
    expect(await tellDisclosures(world(), customer, ...lines, ...lines)).toEqual({
      recorded: 0,
      repeated: 4,
    })
    expect(await rowsOf(customer)).toBe(before + 2)
  })

  it('a disclosure with the id of another and other content is refused by its line, in one call and in two', async () => {
    const customer = await freshCustomer(world())
    const first = smsDisclosure(daysOn(-2), { fields: ['phone', 'email'] })
    const others = [
      { recipient: 'kokbult' },
      { purpose: 'marketing' },
      { basis: 'consent' },
      { fields: ['phone'] },
      { disclosedAt: daysOn(-3) },
    ].map((more) => ({ ...first, ...more }))
    const issue = (line: number) => ({
      path: `disclosures.${line - 1}.id`,
      key: 'disclosure.line-other',
      params: { line },
    })
    await expect(tellDisclosures(world(), customer, first, ...others)).rejects.toEqual(
      invalid(...others.map((_, place) => issue(place + 2))),
    )
    expect(await rowsOf(customer)).toBe(0)
    await tellDisclosures(world(), customer, first)
    await expect(tellDisclosures(world(), customer, smsDisclosure(daysOn(-1)), ...others)).rejects.toEqual(
      invalid(...others.map((_, place) => issue(place + 2))),
    )
    const same = {
      ...first,
      fields: ['email', 'phone', 'email'],
      purpose: 'service-notices',
      basis: 'contract',
    }
    expect(await tellDisclosures(world(), customer, same)).toEqual({ recorded: 0, repeated: 1 })
    expect(await rowsOf(customer)).toBe(1)
  })

  it('a disclosure that leaves its purpose to the policy is a repeat after the policy has another one', async () => {
    const customer = await freshCustomer(world())
    const lines = [smsDisclosure(daysOn(-1)), { ...smsDisclosure(daysOn(-1.5)), id: undefined }]
    await tellDisclosures(world(), customer, ...lines)
    const later: Catalogue = structuredClone(catalogue())
    for (const one of later.recipients.recipients) if (one.id === 'unqaghaz') one.purpose = 'marketing'
    await publishPolicy(at(world().worker(), daysOn(10)), later)
    globalThis.arqauCatalogue = later
    try {
      expect(await tellDisclosures(world(), customer, ...lines)).toEqual({ recorded: 0, repeated: 2 })
    } finally {
      globalThis.arqauCatalogue = undefined
    }
  })

  it('every disclosure that cannot be recorded is named, and then none is recorded', async () => {
    const customer = await freshCustomer(world())
    await tellDisclosures(world(), customer, smsDisclosure(daysOn(-2)))
    const before = await rowsOf(customer)
    const lines = [
      smsDisclosure(daysOn(-1)),
      smsDisclosure(daysOn(-1), { recipient: 'nobody' }),
      smsDisclosure(daysOn(-1), { fields: ['phone', 'shoe-size'], purpose: 'gossip' }),
      smsDisclosure(daysOn(1)),
      smsDisclosure('1960-01-01T00:00:00Z'),
    ]
    const issue = (line: number, name: string, key: string) => ({
      path: `disclosures.${line - 1}.${name}`,
      key: `disclosure.line-${key}`,
      params: { line },
    })
    await expect(tellDisclosures(world(), customer, ...lines)).rejects.toEqual(
      invalid(
        issue(2, 'recipient', 'recipient'),
        issue(3, 'purpose', 'purpose'),
        issue(3, 'fields', 'field'),
        issue(4, 'disclosedAt', 'time'),
        issue(5, 'disclosedAt', 'time'),
      ),
    )
    expect(await rowsOf(customer)).toBe(before)
  })

  it.each([
    ['nothing', [], 'disclosures', 'disclosure.none'],
    [
      '1,001 lines',
      Array.from({ length: 1001 }, () => smsDisclosure(testNow)),
      'disclosures',
      'disclosure.too-many',
    ],
    ['no field', [smsDisclosure(testNow, { fields: [] })], 'disclosures.0.fields', 'disclosure.fields-empty'],
    [
      'a basis that is none',
      [smsDisclosure(testNow, { basis: 'habit' })],
      'disclosures.0.basis',
      'disclosure.basis-unknown',
    ],
    ['words for a time', [smsDisclosure('yesterday')], 'disclosures.0.disclosedAt', 'disclosure.time'],
  ])('a call of disclosures with %s is refused', async (_, lines, path, key) => {
    const customer = await freshCustomer(world())
    await expect(tellDisclosures(world(), customer, ...lines)).rejects.toEqual(invalidAt(path, key))
  })

  it('disclosures are recorded by systems alone', async () => {
    const customer = await freshCustomer(world())
    const input = { disclosures: [smsDisclosure(testNow, { customer: customer.reference })] }
    const others = [customer, world().visitor(), world().staff(customer.subject), world().worker()]
    for (const ctx of others)
      await expect(recordDisclosures(ctx, input)).rejects.toEqual(refusal('forbidden'))
  })
})

onBothEngines('recording disclosures of several customers in one call', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  it('disclosures of several customers are written into the log of each, or none of them is', async () => {
    const [one, two, quiet] = await Promise.all([0, 1, 2].map((nth) => world().customer(nth)))
    const about = (reference?: string) => smsDisclosure(daysOn(-4), { customer: reference })
    const say = (...disclosures: object[]) => recordDisclosures(world().system(), { disclosures })
    await expect(say(about(quiet?.reference), about('C-unknown'))).rejects.toEqual(
      invalid({ path: 'disclosures.1.customer', key: 'disclosure.line-customer', params: { line: 2 } }),
    )
    const said = [about(one?.reference), about(two?.reference), about(two?.reference)]
    expect(await say(...said)).toEqual({ recorded: 3, repeated: 0 })
    const logged = (await auditOf(world().db, { action: 'disclosures.recorded' })).map(
      ({ customerId, detail }) => ({ customerId, detail }),
    )
    expect(logged).toHaveLength(2)
    expect(logged).toContainEqual({ customerId: one?.subject, detail: { count: 1 } })
    expect(logged).toContainEqual({ customerId: two?.subject, detail: { count: 2 } })
  })

  const toldOf = ({ subject }: Subject) =>
    world().db.select().from(disclosures).where(eq(disclosures.customerId, subject))

  // Five times, because the first finds too few open connections to be at the same time.
  it.each([1, 2, 3, 4, 5])(
    'a disclosure that several calls report at the same time is written once (%d)',
    async () => {
      const customer = await freshCustomer(world())
      const lines = [smsDisclosure(daysOn(-1)), smsDisclosure(daysOn(-2)), smsDisclosure(daysOn(-3))]
      const calls = [lines, lines.toReversed(), lines, lines.toReversed()]
      const reported = await Promise.all(calls.map((some) => tellDisclosures(world(), customer, ...some)))
      expect(reported.map(({ recorded, repeated }) => [recorded, repeated]).sort()).toEqual([
        [0, 3],
        [0, 3],
        [0, 3],
        [3, 0],
      ])
      expect(await toldOf(customer)).toHaveLength(3)
      const logged = await auditOf(world().db, {
        customerId: customer.subject,
        action: 'disclosures.recorded',
      })
      expect(logged.map(({ detail }) => detail)).toEqual([{ count: 3 }])
    },
  )

  it('of two disclosures with the same id the earlier is kept and the later refused, as none is replaced', async () => {
    const customer = await freshCustomer(world())
    const [first, second] = [
      smsDisclosure(daysOn(-1), { id: 'D-1' }),
      smsDisclosure(daysOn(-2), { id: 'D-1', purpose: 'marketing' }),
    ]
    expect(await tellDisclosures(world(), customer, first)).toEqual({ recorded: 1, repeated: 0 })
    await expect(tellDisclosures(world(), customer, second)).rejects.toEqual(
      invalidFor('disclosure.line-other'),
    )
    expect(await toldOf(customer)).toMatchObject([{ purpose: 'service-notices', disclosedAt: daysOn(-1) }])
  })
})
