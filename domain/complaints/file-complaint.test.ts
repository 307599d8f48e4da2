import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { caseSteps, cases } from '#db/schema/cases.ts'
import { events } from '#db/schema/events.ts'
import { auditOf } from '#testing/audit.ts'
import { at, daysOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalid, invalidAt, refusal } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import { attach } from '../cases/attach.ts'
import { fileComplaint } from './file-complaint.ts'
import { findNumberedComplaint } from './find-numbered-complaint.ts'
import { listComplaints } from './list-complaints.ts'
import { prepareComplaint } from './prepare-complaint.ts'
import { showComplaint } from './show-complaint.ts'

const text = 'Қарашада үш жарнамалық SMS алдым. Тоқтатуды сұраймын.'
const ordinary = { kind: 'ordinary', text } as const
const upload = (words: string) => ({ name: 'x.txt', type: 'text/plain', bytes: Buffer.from(words) })

onBothEngines('filing a complaint', (world) => {
  const customer = async (day = 0) => at(await freshCustomer(world()), daysOn(day))
  const rowsOf = (id: string) => world().db.select().from(caseSteps).where(eq(caseSteps.caseId, id))
  const eventsOf = async (id: string) =>
    (await world().db.select().from(events).where(eq(events.objectId, id))).map(({ type }) => type).toSorted()
  const audited = async (objectId: string) =>
    (await auditOf(world().db, { objectId })).map(({ action, actorKind, customerId }) => ({
      action,
      actorKind,
      customerId,
    }))
  it('a complaint is filed, numbered and given a last day', async () => {
    const ctx = await customer()
    const about = { kind: 'consent', id: 'marketing-sms' } as const
    const filed = await fileComplaint(ctx, { ...ordinary, about, text: `  ${text}\r\nРақмет ` })
    expect(filed).toMatchObject({ reference: expect.stringMatching(/^Ш-2026-\d{5}$/), dueOn: '2026-12-20' })

    const view = await showComplaint(at(ctx, daysOn(13)), { caseId: filed.id })
    expect(view).toMatchObject({
      reference: filed.reference,
      subject: 'Қарашада үш жарнамалық SMS алдым',
      about: { kind: 'consent', id: 'marketing-sms', title: expect.stringContaining('SMS') },
      state: 'registered',
      group: 'open',
      progress: { day: 13, of: 30, daysLeft: 17, state: 'running' },
      trace: { received: '2026-11-20', firstDay: '2026-11-21', due: '2026-12-20', unit: 'calendar-days' },
      can: { write: true, disagree: false, withdraw: true },
      lastStep: 2,
    })
    expect(view.trace?.source).toContain('саясат')
    expect(view.steps.map(({ kind, side, text }) => ({ kind, side, text }))).toEqual([
      { kind: 'received', side: 'customer', text: `${text}\nРақмет` },
      { kind: 'registered', side: 'portal', text: null },
    ])
    expect(await audited(filed.id)).toEqual([
      { action: 'complaint.filed', actorKind: 'customer', customerId: ctx.subject },
    ])
    expect(await eventsOf(filed.id)).toEqual(['complaint.filed'])
  })

  it('a complaint is kept sealed', async () => {
    const ctx = await customer(1)
    const { id } = await fileComplaint(ctx, ordinary)
    const [row] = await world().db.select().from(cases).where(eq(cases.id, id))
    const steps = await rowsOf(id)
    const kept = [row?.subjectSealed, ...steps.map(({ textSealed }) => textSealed)].filter(
      (bytes) => bytes != null,
    )
    expect(kept).toHaveLength(2)
    for (const bytes of kept) expect(Buffer.from(bytes).includes('жарнамалық')).toBe(false)
  })

  it.each([
    ['', 'text', 'complaint.text-empty'],
    ['😡😡😡', 'text', 'complaint.text-wordless'],
    ['!!!', 'text', 'complaint.text-wordless'],
    ['ә'.repeat(20_001), 'text', 'complaint.text-long'],
  ])(
    'a complaint without words, or with too many, is refused and leaves nothing (%#)',
    async (typed, path, key) => {
      const ctx = await customer(2)
      const before = [await world().audited(), await listComplaints(ctx)]
      await expect(fileComplaint(ctx, { kind: 'ordinary', text: typed })).rejects.toEqual(
        invalidAt(path, key),
      )
      expect([await world().audited(), await listComplaints(ctx)]).toEqual(before)
    },
  )

  it('a complaint may be 20,000 characters long', async () => {
    const ctx = await customer(3)
    const long = `Ұзақ шағым. ${'ә'.repeat(19_988)}`
    const { id } = await fileComplaint(ctx, { kind: 'ordinary', text: long })
    const view = await showComplaint(ctx, { caseId: id })
    expect(view.steps[0]?.text).toBe(long)
    expect(view.subject).toHaveLength(81)
  })

  it('a complaint is about something the catalogue has, or about nothing in particular', async () => {
    const ctx = await customer(4)
    const about = { kind: 'consent', id: 'no-such-consent' } as const
    await expect(fileComplaint(ctx, { ...ordinary, about })).rejects.toEqual(
      invalidAt('about', 'complaint.about-unknown'),
    )
    await expect(fileComplaint(ctx, { ...ordinary, kind: 'rude' })).rejects.toEqual(
      invalidAt('kind', 'complaint.kind-unknown'),
    )
    const { choices, dueOn } = await prepareComplaint(ctx)
    const { consents, fields, recipients } = choices
    expect(dueOn).toBe('2026-12-24')
    expect(fields).toHaveLength(43)
    expect([consents, recipients].every((list) => list.length > 0)).toBe(true)
    for (const { kind, id } of [consents[0], fields[0], recipients[0]].filter((one) => one !== undefined)) {
      const filed = await fileComplaint(ctx, { ...ordinary, about: { kind, id } })
      expect((await showComplaint(ctx, { caseId: filed.id })).about).toMatchObject({ kind, id })
    }
  })

  it('a customer files ten complaints a day at most', async () => {
    const ctx = await customer()
    for (let filed = 0; filed < 10; filed++) await fileComplaint(ctx, ordinary)
    await expect(fileComplaint(ctx, ordinary)).rejects.toEqual(
      refusal('too-many', { retryAfterSeconds: 24 * 3600 }),
    )
    expect(await listComplaints(ctx)).toHaveLength(10)
    await expect(fileComplaint(at(ctx, daysOn(1)), ordinary)).resolves.toBeDefined()
  })

  it('a complaint that is sent again is filed once, also when both are sent at once', async () => {
    const ctx = await customer()
    const sent = { ...ordinary, about: { kind: 'consent', id: 'marketing-sms' }, requestKey: randomUUID() }
    const [first, second] = await Promise.all([fileComplaint(ctx, sent), fileComplaint(ctx, sent)])
    expect(second).toEqual(first)
    const before = await world().audited()
    expect(await fileComplaint(at(ctx, daysOn(1)), { ...sent, text: ` ${text}\r\n` })).toEqual(first)
    expect(await world().audited(), 'a repeat changes nothing').toEqual(before)
    expect(await listComplaints(ctx)).toMatchObject([{ id: first.id }])
    expect(await eventsOf(first.id)).toEqual(['complaint.filed'])
    for (let sends = 0; sends < 12; sends++) await fileComplaint(ctx, sent)
    await expect(fileComplaint(ctx, ordinary), 'a repeat is no try').resolves.toBeDefined()
  })

  it('a complaint that is sent again with other content is refused and names the one that was filed', async () => {
    const ctx = await customer()
    const [{ id: file }, { id: larger }] = [await attach(ctx, upload('a')), await attach(ctx, upload('ab'))]
    const sent = { ...ordinary, requestKey: randomUUID(), attachments: [file] }
    const { reference } = await fileComplaint(ctx, sent)
    const otherwise = invalid({ path: 'text', key: 'complaint.filed-otherwise', params: { reference } })
    for (const other of [
      { text: `${text} Тағы бір сөз.` },
      { kind: 'unauthorised-use' },
      { about: { kind: 'consent', id: 'marketing-sms' } },
      { attachments: [] },
      { attachments: [larger] },
      { attachments: [file, larger] },
    ])
      await expect(fileComplaint(ctx, { ...sent, ...other })).rejects.toEqual(otherwise)
    const { id: again } = await attach(ctx, upload('a'))
    expect(await fileComplaint(ctx, { ...sent, attachments: [again] }), 'the same file').toMatchObject({
      reference,
    })
    expect(await listComplaints(ctx)).toHaveLength(1)
    const stranger = await customer()
    expect(await fileComplaint(stranger, { ...ordinary, requestKey: sent.requestKey })).not.toMatchObject({
      reference,
    })
  })

  it('a complaint is found by its number, as people write it, by its customer alone', async () => {
    const [ctx, stranger] = [await customer(), await customer()]
    const { id, reference } = await fileComplaint(ctx, ordinary)
    for (const number of [reference, reference.slice(2), `sh ${reference.slice(2)}`])
      expect(await findNumberedComplaint(ctx, { number }), number).toBe(id)
    for (const number of ['2020-00001', 'no number', '', '9'.repeat(200), undefined])
      expect(await findNumberedComplaint(ctx, { number }), String(number)).toBeNull()
    expect(await findNumberedComplaint(stranger, { number: reference })).toBeNull()
  })

  it('a complaint is kept whole or not at all when the power goes between two writes', async () => {
    const ctx = await customer(7)
    let unwrapped = 0
    const unwrap = async (wrapped: Uint8Array) => {
      if (++unwrapped === 2) throw new Error('power cut')
      return ctx.keys.master.unwrap(wrapped)
    }
    const failing = { ...ctx, keys: { ...ctx.keys, master: { ...ctx.keys.master, unwrap } } }
    const [before, audited] = [await listComplaints(ctx), await world().audited()]
    await expect(fileComplaint(failing, ordinary)).rejects.toThrow('power cut')
    expect(await listComplaints(ctx)).toEqual(before)
    const orphans = await world()
      .db.select({ id: cases.id })
      .from(cases)
      .where(and(eq(cases.customerId, ctx.subject), eq(cases.receivedAt, ctx.now)))
    expect(orphans).toEqual([])
    expect(await world().audited()).toEqual(audited)
  })
})
