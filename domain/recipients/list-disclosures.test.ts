import { randomUUID } from 'node:crypto'
import { count, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { disclosures } from '#db/schema/recipients.ts'
import { catalogue } from '#policy/load.ts'
import { asVerb } from '#testing/as-verb.ts'
import { auditOf } from '#testing/audit.ts'
import { daysOn } from '#testing/clock.ts'
import { invalid, invalidAt, refusal } from '#testing/expect.ts'
import { onBothEngines, testIins, testNow, testPhones, type World } from '#testing/world.ts'
import { decide } from '../consents/decide.ts'
import type { Ctx } from '../context.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { read } from '../transaction.ts'
import { newestDisclosures } from './disclosure-rows.ts'
import { listDisclosures } from './list-disclosures.ts'
import { listRecipients } from './list-recipients.ts'
import { recordDisclosures } from './record-disclosures.ts'
import type { DisclosuresView, RecipientsView } from './schema.ts'

type Subject = Ctx & { subject: string; reference: string }
const sms = (disclosedAt: Date | string, more: object = {}) => ({
  id: randomUUID(),
  recipient: 'unqaghaz',
  fields: ['phone'],
  disclosedAt,
  ...more,
})
const tell = (world: World, customer: Subject, ...lines: object[]) =>
  recordDisclosures(world.system(), {
    disclosures: lines.map((line) => ({ customer: customer.reference, ...line })),
  })
const find = (view: RecipientsView, id: string) => view.recipients.find((one) => one.id === id)

/** Walks all pages from the newest on. */
async function walk(customer: Subject, filter: object): Promise<DisclosuresView[]> {
  const pages = [await listDisclosures(customer, filter)]
  for (let cursor = pages[0]?.next; cursor; cursor = pages.at(-1)?.next) {
    pages.push(await listDisclosures(customer, { ...filter, cursor }))
  }
  return pages
}

onBothEngines('recipients', (world) => {
  let customer: Subject
  let other: Subject
  let quiet: Subject
  let busy: Subject
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    customer = await world().customer(0)
    other = await world().customer(1)
    quiet = await world().customer(2)
    busy = await world().customer(3)
  })
  const rowsOf = async ({ subject }: Subject) => {
    const [row] = await world()
      .db.select({ rows: count() })
      .from(disclosures)
      .where(eq(disclosures.customerId, subject))
    return row?.rows
  }

  describe('recording', () => {
    it('writes what was told, with purpose and basis of the catalogue, and one audit row that counts', async () => {
      const reported = await tell(
        world(),
        other,
        sms('2026-11-20T11:30:00+05:00', { fields: ['phone', 'phone'] }),
        sms(daysOn(-1), { purpose: 'marketing', basis: 'consent' }),
      )
      expect(reported).toEqual({ recorded: 2, repeated: 0 })
      const rows = await world()
        .db.select()
        .from(disclosures)
        .where(eq(disclosures.customerId, other.subject))
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
      const logged = await auditOf(world().db, { customerId: other.subject, action: 'disclosures.recorded' })
      expect(logged.map(({ actorKind, actorId, detail }) => ({ actorKind, actorId, detail }))).toEqual([
        { actorKind: 'system', actorId: 'core-banking', detail: { count: 2 } },
      ])
    })

    it('writes nothing twice: neither what has an id of its own nor what says the same', async () => {
      const lines = [sms(daysOn(-2)), { ...sms(daysOn(-3)), id: undefined }]
      const before = (await rowsOf(other)) ?? 0
      expect(await tell(world(), other, ...lines)).toEqual({ recorded: 2, repeated: 0 })
      expect(await tell(world(), other, ...lines, ...lines)).toEqual({ recorded: 0, repeated: 4 })
      expect(await rowsOf(other)).toBe(before + 2)
    })

    it('names every line it cannot take, and then takes none', async () => {
      const before = await rowsOf(other)
      const lines = [
        sms(daysOn(-1)),
        sms(daysOn(-1), { recipient: 'nobody' }),
        sms(daysOn(-1), { fields: ['phone', 'shoe-size'], purpose: 'gossip' }),
        sms(daysOn(1)),
        sms('1960-01-01T00:00:00Z'),
      ]
      const issue = (line: number, name: string, key: string) => ({
        path: `disclosures.${line - 1}.${name}`,
        key: `disclosure.line-${key}`,
        params: { line },
      })
      await expect(tell(world(), other, ...lines)).rejects.toEqual(
        invalid(
          issue(2, 'recipient', 'recipient'),
          issue(3, 'purpose', 'purpose'),
          issue(3, 'fields', 'field'),
          issue(4, 'disclosedAt', 'time'),
          issue(5, 'disclosedAt', 'time'),
        ),
      )
      expect(await rowsOf(other)).toBe(before)
    })

    it.each([
      ['nothing', [], 'disclosures', 'disclosure.none'],
      ['1,001 lines', Array.from({ length: 1001 }, () => sms(testNow)), 'disclosures', 'disclosure.too-many'],
      ['no field', [sms(testNow, { fields: [] })], 'disclosures.0.fields', 'disclosure.fields-empty'],
      [
        'a basis that is none',
        [sms(testNow, { basis: 'habit' })],
        'disclosures.0.basis',
        'disclosure.basis-unknown',
      ],
      ['words for a time', [sms('yesterday')], 'disclosures.0.disclosedAt', 'disclosure.time'],
    ])('refuses %s', async (_, lines, path, key) => {
      await expect(tell(world(), other, ...lines)).rejects.toEqual(invalidAt(path, key))
    })

    it('is for systems only', async () => {
      const input = { disclosures: [sms(testNow, { customer: other.reference })] }
      for (const ctx of [other, world().visitor(), world().staff(other.subject), world().worker()]) {
        await expect(recordDisclosures(ctx, input)).rejects.toEqual(refusal('forbidden'))
      }
    })
  })

  describe('listing disclosures', () => {
    const moments = [0, 1, 2, 2, 2].map((days) => daysOn(-days))
    beforeAll(async () => {
      // 2,000 rows of which every run of forty bears the same moment, so that a page ends amid equal times
      const lines = Array.from({ length: 2000 }, (_, place) => sms(daysOn(-Math.floor(place / 40))))
      await tell(world(), busy, ...lines.slice(0, 1000))
      await tell(world(), busy, ...lines.slice(1000))
      await tell(world(), customer, ...moments.map((at) => sms(at)))
      await tell(
        world(),
        customer,
        { recipient: 'kokbult', fields: ['diagnostics', 'fault-logs'], disclosedAt: daysOn(-100) },
        { recipient: 'payees-abroad', fields: ['full-name'], disclosedAt: daysOn(-400) },
      )
    })

    it('walks every row exactly once, newest first, also among equal times', async () => {
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

    it('shows the last 90 days unless told otherwise, in the reader’s language', async () => {
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
        fields: ['Mobile phone number'],
        purpose: 'Notices',
        basis: 'Contract',
      })
    })

    it('filters by recipient, basis and period together', async () => {
      const totals = async (filter: object) => (await listDisclosures(customer, filter)).total
      expect(await totals({ period: 'all' })).toBe(7)
      expect(await totals({ period: 'year' })).toBe(6)
      expect(await totals({ period: 'all', recipient: 'kokbult' })).toBe(1)
      expect(await totals({ period: 'all', basis: 'consent' })).toBe(1)
      expect(await totals({ period: 'days-90', basis: 'consent' })).toBe(0)
      const [abroad] = (await listDisclosures(customer, { period: 'all', recipient: 'payees-abroad' }))
        .disclosures
      expect(abroad?.recipient.abroad).toEqual(expect.arrayContaining(['Германия', 'Қытай']))
    })

    it('counts the year from its first moment in Almaty', async () => {
      const eve = [new Date('2025-12-31T18:59:59Z'), new Date('2025-12-31T19:00:00Z')]
      await tell(world(), other, ...eve.map((at) => sms(at, { recipient: 'qyzmet-kopir' })))
      const filter = { recipient: 'qyzmet-kopir', period: 'year' }
      expect((await listDisclosures(other, filter)).disclosures.map((row) => row.at)).toEqual([eve[1]])
      expect(find(await listRecipients(other), 'qyzmet-kopir')?.disclosed).toEqual({
        thisYear: 1,
        last: eve[1],
      })
    })

    it('refuses a cursor that it did not write, and filters that do not exist', async () => {
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

    it('shows no one another customer’s, not even by their cursor', async () => {
      const theirs = await listDisclosures(busy, { period: 'all' })
      expect((await listDisclosures(quiet, { period: 'all' })).total).toBe(0)
      const stolen = await listDisclosures(quiet, { period: 'all', cursor: theirs.next })
      expect(stolen.disclosures).toEqual([])
      const unfiltered = await read(asVerb(quiet), (tx) => tx.select().from(disclosures))
      expect(unfiltered).toEqual([])
    })

    it('finds a page by the index alone: nothing is sorted, nothing skipped', async () => {
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

    it('is for the customer only', async () => {
      for (const ctx of [world().visitor(), world().staff(busy.subject), world().system(busy.subject)]) {
        await expect(listDisclosures(ctx, {})).rejects.toEqual(refusal('forbidden'))
        await expect(listRecipients(ctx)).rejects.toEqual(refusal('forbidden'))
      }
    })
  })

  describe('listing recipients', () => {
    const held = (field: string, value = 'x') => ({ field, value, obtainedVia: 'app' })
    beforeAll(() =>
      putHoldings(world().system(quiet.subject), {
        holdings: [
          held('iin', testIins[2]),
          held('phone', testPhones[2]),
          held('diagnostics'),
          held('unique-identifiers'),
          held('email', 'a@example.kz'),
        ],
      }),
    )

    it('shows everyone in the order of the policy’s classes, with ground, data and country', async () => {
      const { recipients } = await listRecipients({ ...quiet, locale: 'en' })
      expect(recipients.map((one) => one.class.code)).toEqual(
        'R1 R2 R2 R3 R4 R4 R5 R6 R7 R7 R8 R9 R10'.split(' '),
      )
      expect(recipients.find((one) => one.id === 'state-bodies-all')).toMatchObject({
        state: 'receives',
        grounds: [
          {
            basis: { id: 'law', title: 'Legislation' },
            citation: expect.stringContaining('94-V'),
            consent: null,
          },
        ],
        countries: [{ code: 'KZ', abroad: false }],
        disclosed: { thisYear: 0, last: null },
      })
      expect(recipients.find((one) => one.id === 'payees-abroad')?.countries).toContainEqual({
        code: 'CN',
        name: 'China',
        abroad: true,
        adequate: false,
      })
      expect(recipients.find((one) => one.id === 'zhuirik')?.fields).toEqual([
        { id: 'full-name', title: 'Full name', held: false, flows: false },
        { id: 'phone', title: 'Mobile phone number', held: true, flows: true },
        { id: 'address', title: 'Residential address', held: false, flows: false },
      ])
    })

    it('follows a consent: off, given, withdrawn, and back in the flow', async () => {
      const stateNow = async () => {
        const view = await listRecipients(quiet)
        const path = view.flow.paths.find((one) => one.recipient === 'kokbult')
        return [find(view, 'kokbult')?.state, find(view, 'kokbult')?.grounds[0]?.consent, path?.stopped]
      }
      const consent = { id: 'storage-abroad', title: expect.any(String) }
      expect(await stateNow()).toEqual(['off', { ...consent, state: 'never', since: null }, true])
      const given = await decide(quiet, { consent: 'storage-abroad', outcome: 'given', previousId: null })
      expect(await stateNow()).toEqual(['receives', { ...consent, state: 'on', since: testNow }, false])
      const previousId = given.history[0]?.id ?? null
      await decide(quiet, { consent: 'storage-abroad', outcome: 'withdrawn', previousId })
      expect(await stateNow()).toEqual(['off', { ...consent, state: 'withdrawn', since: testNow }, true])
    })

    it('tells who only gives, and who would receive nothing because nothing is held', async () => {
      const view = await listRecipients(quiet)
      expect(find(view, 'digital-documents-state')?.state).toBe('gives-only')
      expect(find(view, 'payees-abroad')?.state).toBe('nothing-held')
      expect(view.flow.recipients.map((one) => one.id)).not.toContain('digital-documents-state')
    })

    it('counts what each was told this year, and says when last', async () => {
      const { recipients } = await listRecipients(customer)
      const told = Object.fromEntries(recipients.map((one) => [one.id, one.disclosed]))
      expect(told).toMatchObject({
        unqaghaz: { thisYear: 5, last: testNow },
        kokbult: { thisYear: 1, last: daysOn(-100) },
        'payees-abroad': { thisYear: 0, last: daysOn(-400) },
        zhuirik: { thisYear: 0, last: null },
      })
    })
  })
})

onBothEngines('disclosures of several customers in one call', (world) => {
  it('are written into the log of each, or none of them is', async () => {
    const [one, two, quiet] = await Promise.all([0, 1, 2].map((nth) => world().customer(nth)))
    const about = (reference?: string) => sms(daysOn(-4), { customer: reference })
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
})
