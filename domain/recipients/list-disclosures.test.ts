import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { disclosures } from '#db/schema/recipients.ts'
import { catalogue } from '#policy/load.ts'
import { asVerb } from '#testing/as-verb.ts'
import { daysOn } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { smsDisclosure, tellDisclosures, tellUnnamed } from '#testing/disclosures.ts'
import { invalidAt, refusal } from '#testing/expect.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { read } from '../transaction.ts'
import { newestDisclosures } from './disclosure-rows.ts'
import { listDisclosures } from './list-disclosures.ts'
import { listRecipients } from './list-recipients.ts'
import type { DisclosuresView } from './schema.ts'

/** Walks all pages from the newest on. */
async function walk(customer: Subject, filter: object): Promise<DisclosuresView[]> {
  const pages = [await listDisclosures(customer, filter)]
  for (let cursor = pages[0]?.next; cursor; cursor = pages.at(-1)?.next) {
    pages.push(await listDisclosures(customer, { ...filter, cursor }))
  }
  return pages
}

onBothEngines('the list of disclosures', (world) => {
  let customer: Subject
  /** Of whom 2,000 disclosures are told. */
  let busy: Subject
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    customer = await freshCustomer(world())
    busy = await freshCustomer(world())
    // 2,000 rows of which every run of forty bears the same moment, so that a page ends amid equal times
    const lines = Array.from({ length: 2000 }, (_, place) => smsDisclosure(daysOn(-Math.floor(place / 40))))
    await tellDisclosures(world(), busy, ...lines.slice(0, 1000))
    await tellDisclosures(world(), busy, ...lines.slice(1000))
    const days = [0, 1, 2, 2, 2]
    await tellDisclosures(world(), customer, ...days.map((ago) => smsDisclosure(daysOn(-ago))))
    await tellDisclosures(world(), customer, {
      recipient: 'kokbult',
      fields: ['diagnostics', 'fault-logs'],
      disclosedAt: daysOn(-100),
    })
    await tellUnnamed(world(), customer, {
      recipient: 'payees-abroad',
      fields: ['full-name'],
      disclosedAt: daysOn(-400),
    })
  })

  it('the pages of disclosures hold every row exactly once, newest first, also among equal times', async () => {
    const pages = await walk(busy, { period: 'all' })
    const seen = pages.flatMap((page) => page.disclosures)
    expect(pages).toHaveLength(80)
    expect(pages.every((page) => page.total === 2000)).toBe(true)
    expect(pages.map((page) => page.continued)).toEqual(pages.map((_, place) => place > 0))
    expect(new Set(seen.map((row) => row.id)).size).toBe(2000)
    const sorted = seen.toSorted(
      (one, two) => two.at.getTime() - one.at.getTime() || (one.id < two.id ? 1 : -1),
    )
    expect(seen).toEqual(sorted)
  })

  it('the list of disclosures shows the last 90 days unless told otherwise, in the reader’s language', async () => {
    const view = await listDisclosures({ ...customer, locale: 'en' }, {})
    expect(view).toMatchObject({
      filter: { recipient: null, basis: null, period: 'days-90' },
      total: 5,
      continued: false,
      next: null,
    })
    expect(view.disclosures[0]).toEqual({
      id: expect.any(String),
      at: testNow,
      recipient: { id: 'unqaghaz', title: 'Unqaghaz Bailanys LLP', abroad: [] },
      to: null,
      unnamed: false,
      fields: [{ id: 'phone', title: 'Mobile phone number' }],
      purpose: { id: 'service-notices', title: 'Notices' },
      basis: { id: 'contract', title: 'Contract' },
    })
  })

  it('the list of disclosures is filtered by recipient, basis and period together', async () => {
    const totals = async (filter: object) => (await listDisclosures(customer, filter)).total
    expect(await totals({ period: 'all' })).toBe(7)
    expect(await totals({ period: 'year' })).toBe(6)
    expect(await totals({ period: 'all', recipient: 'kokbult' })).toBe(1)
    expect(await totals({ period: 'all', basis: 'consent' })).toBe(1)
    expect(await totals({ period: 'days-90', basis: 'consent' })).toBe(0)
    const [abroad] = (await listDisclosures(customer, { period: 'all', recipient: 'payees-abroad' }))
      .disclosures
    expect(abroad?.recipient.abroad).toEqual(['Кез келген ел'])
  })

  it('the year of a disclosure begins with its first moment in Almaty', async () => {
    const told = await freshCustomer(world())
    const eve = [new Date('2025-12-31T18:59:59Z'), new Date('2025-12-31T19:00:00Z')]
    const lines = eve.map((at) => smsDisclosure(at, { recipient: 'qyzmet-kopir' }))
    await tellDisclosures(world(), told, ...lines)
    const filter = { recipient: 'qyzmet-kopir', period: 'year' }
    expect((await listDisclosures(told, filter)).disclosures.map((row) => row.at)).toEqual([eve[1]])
    const { recipients } = await listRecipients(told)
    expect(recipients.find(({ id }) => id === 'qyzmet-kopir')?.disclosed).toEqual({
      thisYear: 1,
      last: eve[1],
    })
  })

  it('the list of disclosures takes no cursor that it did not write, and no filter that does not exist', async () => {
    const [first] = await walk(busy, { period: 'all' })
    const broken = ['x', '', `${first?.next}A`, `A${first?.next}`, Buffer.from('1.2').toString('base64url')]
    for (const cursor of broken) {
      await expect(listDisclosures(busy, { cursor })).rejects.toEqual(
        invalidAt('cursor', 'disclosure.cursor'),
      )
    }
    await expect(listDisclosures(busy, { recipient: 'nobody' })).rejects.toEqual(
      invalidAt('recipient', 'disclosure.recipient-unknown'),
    )
    await expect(listDisclosures(busy, { period: 'ever' })).rejects.toEqual(
      invalidAt('period', 'disclosure.period-unknown'),
    )
  })

  it('another customer’s disclosures are not shown, not even by their cursor', async () => {
    const quiet = await freshCustomer(world())
    const theirs = await listDisclosures(busy, { period: 'all' })
    expect((await listDisclosures(quiet, { period: 'all' })).total).toBe(0)
    const stolen = await listDisclosures(quiet, { period: 'all', cursor: theirs.next })
    expect(stolen.disclosures).toEqual([])
    const unfiltered = await read(asVerb(quiet), (tx) => tx.select().from(disclosures))
    expect(unfiltered).toEqual([])
  })

  it('a page of disclosures is found by the index alone: nothing is sorted, nothing skipped', async () => {
    await world().db.execute(sql`analyze disclosures`)
    const place = { at: daysOn(-20), id: 'ffffffff-ffff-7fff-bfff-ffffffffffff' }
    const plan = (wanted: object, after: typeof place | null) =>
      read(asVerb(busy), async (tx) => {
        const base = { customerId: busy.subject, period: 'all', now: testNow } as const
        const query = newestDisclosures(tx, { ...base, ...wanted }, after, 26)
        return JSON.stringify(await tx.execute(sql`explain ${query.getSQL()}`))
      })
    for (const after of [null, place]) {
      const newest = await plan({}, after)
      expect(newest).toMatch(/Index (Only )?Scan using disclosures_newest/)
      expect(newest).not.toMatch(/Sort|Seq Scan|Bitmap/)
    }
    expect(await plan({}, place)).toMatch(/Index Cond: .*ROW\(disclosed_at, id\) < ROW\(/)
    expect(await plan({ recipient: 'kokbult' }, place)).toMatch(/Index Scan using disclosures_recipient/)
  })

  it('the lists of disclosures and of recipients are for the customer alone', async () => {
    for (const ctx of [world().visitor(), world().staff(busy.subject), world().system(busy.subject)]) {
      await expect(listDisclosures(ctx, {})).rejects.toEqual(refusal('forbidden'))
      await expect(listRecipients(ctx)).rejects.toEqual(refusal('forbidden'))
    }
  })
})
