import { asc, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { customers } from '#db/schema/customers.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { secondsOn } from '#testing/clock.ts'
import { iinOf, phonesLeft } from '#testing/customers.ts'
import {
  addSystems,
  crm,
  heldBy,
  idOf,
  logOf,
  person,
  runAll,
  send,
  take,
  telling,
  value,
} from '#testing/imports.ts'
import { onBothEngines, testIins, testNow, testPhones } from '#testing/world.ts'
import { reveal } from '../holdings/reveal.ts'
import { listImportFaults } from './list-import-faults.ts'

onBothEngines('the lines of an import', (world) => {
  beforeAll(async () => {
    await addSystems(world())
  })

  it('an import takes customers, what is held of them and what was disclosed, sealed and logged', async () => {
    const { view, faults, lines } = await take(
      world(),
      person(0, 'I-0'),
      value('I-0', 'email', 'aru@example.kz'),
      value('I-0', 'contacts', 'Айша', { quantity: 3, obtainedAt: '2021-03-14T06:00:00Z' }),
      '',
      telling('I-0'),
      telling('I-0', { id: 'D-1', purpose: 'marketing', basis: 'consent' }),
    )
    expect(faults).toEqual([])
    expect(view).toMatchObject({ state: 'done', startedAt: testNow, endedAt: secondsOn(1) })
    expect(lines).toEqual({ received: 6, done: 6, changed: 5, unchanged: 1, bad: 0 })
    const held = await heldBy(world(), 'I-0')
    expect(held).toMatchObject([
      { field: 'contacts', quantity: 3, obtainedAt: new Date('2021-03-14T06:00:00Z'), obtainedVia: 'branch' },
      { field: 'email', quantity: null, obtainedAt: secondsOn(1), updatedAt: secondsOn(1) },
    ])
    expect(held.some((row) => Buffer.from(row.valueSealed).includes('aru@'))).toBe(false)
    const subject = await idOf(world(), 'I-0')
    const owner = world().ctx(
      { kind: 'customer', sessionId: crypto.randomUUID(), verifiedAt: testNow },
      subject,
    )
    expect(await reveal(owner, { field: 'email' })).toMatchObject({ value: 'aru@example.kz' })
    const told = await world().db.select().from(disclosures).where(eq(disclosures.customerId, subject))
    expect(told.map((one) => one.purpose).sort()).toEqual(['marketing', 'service-notices'])
    const by = { actorId: 'core-banking' }
    expect(await logOf(world(), 'I-0')).toEqual([
      { action: 'customer.registered', ...by, detail: {} },
      { action: 'disclosures.recorded', ...by, detail: { count: 2 } },
      { action: 'holdings.put', ...by, detail: { count: 2 } },
    ])
  })

  it('an import changes nothing the second time: no row, no sealed byte, no entry in a customer’s log', async () => {
    const lines = [
      person(1, 'I-1'),
      value('I-1', 'email', 'b@example.kz'),
      value('I-1', 'phone', '8 (701) 000-02-25'),
      telling('I-1'),
      telling('I-1', { id: 'D-1' }),
    ]
    expect((await take(world(), ...lines)).lines).toMatchObject({ changed: 5, bad: 0 })
    const all = async () => [
      await heldBy(world(), 'I-1'),
      await logOf(world(), 'I-1'),
      await world().db.select().from(disclosures).orderBy(asc(disclosures.id)),
      await world().db.select().from(customers).orderBy(asc(customers.id)),
    ]
    const before = await all()
    expect((await take(world(), ...lines)).lines).toMatchObject({ changed: 0, unchanged: 5, bad: 0 })
    expect(await all()).toEqual(before)
  })

  it('an import replaces what differs in its own row, and of two lines about one value takes the later', async () => {
    await take(
      world(),
      person(2, 'I-2'),
      value('I-2', 'email', 'old@example.kz'),
      value('I-2', 'salary', '1'),
    )
    const before = await heldBy(world(), 'I-2')
    const { lines } = await take(
      world(),
      value('I-2', 'email', 'middle@example.kz'),
      value('I-2', 'email', 'new@example.kz'),
      value('I-2', 'salary', '1', { obtainedVia: 'app' }),
    )
    expect(lines).toMatchObject({ changed: 2, unchanged: 1, bad: 0 })
    const after = await heldBy(world(), 'I-2')
    expect(after.map(({ id, field }) => ({ id, field }))).toEqual(
      before.map(({ id, field }) => ({ id, field })),
    )
    const subject = await idOf(world(), 'I-2')
    const owner = world().ctx(
      { kind: 'customer', sessionId: crypto.randomUUID(), verifiedAt: testNow },
      subject,
    )
    expect(await reveal(owner, { field: 'email' })).toMatchObject({ value: 'new@example.kz' })
    expect((await logOf(world(), 'I-2')).map(({ action, detail }) => [action, detail])).toEqual([
      ['customer.registered', {}],
      ['holdings.put', { count: 2 }],
      ['holdings.put', { count: 2 }],
    ])
  })

  it('of two disclosures with the same id and other content an import refuses the later, in one file and in two', async () => {
    const other = telling('I-1', { id: 'D-9', purpose: 'marketing' })
    const refused = (line: number) => [{ line, path: 'id', reason: 'disclosure.line-other' }]
    const first = telling('I-1', { id: 'D-9', fields: ['email'] })
    expect((await take(world(), first, other)).faults).toEqual(refused(2))
    expect((await take(world(), other)).faults).toEqual(refused(1))
    const ofOne = eq(disclosures.customerId, await idOf(world(), 'I-1'))
    const told = await world().db.select().from(disclosures).where(ofOne)
    expect(told.filter(({ fields }) => fields.includes('email'))).toMatchObject([
      { purpose: 'service-notices' },
    ])
    expect(told.filter(({ purpose }) => purpose === 'marketing')).toEqual([])
  })

  it('an import names every bad line with its number and reason, and takes all the others', async () => {
    const { lines, faults, view } = await take(
      world(),
      person(3, 'I-3'),
      '{"kind":',
      person(0, 'I-3'),
      person(3, 'I-33'),
      { ...person(3, 'I-34'), iin: iinOf(2), phoneSince: '2030-01-01' },
      value('nobody', 'email', 'x@example.kz'),
      value('I-3', 'shoe-size', '38'),
      value('I-3', 'iin', testIins[0]),
      telling('I-3', { recipient: 'nobody' }),
      telling('I-3', { disclosedAt: '2030-01-01T00:00:00Z' }),
      value('I-3', 'salary', '1', { obtainedAt: '2030-01-01' }),
      person(0, testPhones[0]),
      value('I-3', 'email', 'c@example.kz'),
      telling('I-3'),
    )
    expect(faults).toEqual([
      { line: 2, path: '', reason: 'import.json' },
      { line: 3, path: 'reference', reason: 'customer.other-identity' },
      { line: 4, path: 'iin', reason: 'customer.iin-taken' },
      { line: 5, path: 'phoneSince', reason: 'customer.phone-since' },
      { line: 6, path: 'customer', reason: 'import.customer-unknown' },
      { line: 7, path: 'field', reason: 'holding.unknown-field' },
      { line: 8, path: 'value', reason: 'holding.not-registered' },
      { line: 9, path: 'recipient', reason: 'disclosure.line-recipient' },
      { line: 10, path: 'disclosedAt', reason: 'disclosure.line-time' },
      { line: 11, path: 'obtainedAt', reason: 'holding.time-ahead' },
      { line: 12, path: 'reference', reason: 'customer.reference-personal' },
    ])
    expect(lines).toEqual({ received: 14, done: 14, changed: 3, unchanged: 0, bad: 11 })
    const first = await listImportFaults(world().system(), { id: view.id, limit: '4' })
    expect(first).toEqual({ bad: 11, listed: 11, faults: faults.slice(0, 4), next: 5 })
    const last = await listImportFaults(world().system(), {
      id: view.id,
      after: String(first.next),
      limit: 4,
    })
    expect(last).toEqual({ bad: 11, listed: 11, faults: faults.slice(4, 8), next: 9 })
  })

  it('an import takes no line of a kind that the key it came by does not permit', async () => {
    await take(world(), person(0, 'I-4', { iin: iinOf(4), phone: '+77010000994' }))
    const sent = await send(crm(world()), [person(0, 'N-1'), value('I-4', 'salary', '5'), telling('I-4')])
    await runAll(world())
    expect(await listImportFaults(crm(world()), { id: sent.id })).toEqual({
      ...{ bad: 2, listed: 2 },
      faults: [
        { line: 1, path: 'kind', reason: 'import.not-permitted' },
        { line: 3, path: 'kind', reason: 'import.not-permitted' },
      ],
      next: null,
    })
    const log = await logOf(world(), 'I-4')
    expect(log.filter(({ actorId }) => actorId === 'crm')).toEqual([
      { action: 'holdings.put', actorId: 'crm', detail: { count: 1 } },
    ])
  })

  it('people who share a number are all registered, with everything that is told of them', async () => {
    const shared = { phone: '+77010000881' }
    const { faults, lines } = await take(
      world(),
      person(0, 'S-1', { ...shared, iin: iinOf(20) }),
      person(0, 'S-2', { ...shared, iin: iinOf(21) }),
      ...['S-1', 'S-2'].flatMap((customer) => [value(customer, 'phone', shared.phone), telling(customer)]),
    )
    expect(faults).toEqual([])
    expect(lines).toMatchObject({ changed: 6, bad: 0 })
  })

  it('a new number is taken with what is held, and an older file does not bring the old one back', async () => {
    const [old, now] = ['+77010000882', '+77010000883']
    const file = (phone: string) => [
      person(0, 'M-1', { iin: iinOf(22), phone }),
      value('M-1', 'phone', phone),
      value('M-1', 'email', `${phone.slice(-3)}@example.kz`),
    ]
    await take(world(), ...file(old))
    expect((await take(world(), ...file(now))).lines).toMatchObject({ changed: 2, unchanged: 1, bad: 0 })
    const owner = world().ctx(
      { kind: 'customer', sessionId: crypto.randomUUID(), verifiedAt: testNow },
      await idOf(world(), 'M-1'),
    )
    expect(await reveal(owner, { field: 'phone' })).toMatchObject({ value: now })
    expect((await take(world(), ...file(now))).lines).toMatchObject({ changed: 0, unchanged: 3, bad: 0 })
    expect((await take(world(), ...file(old))).faults).toEqual([
      { line: 1, path: 'phone', reason: 'customer.phone-left' },
      { line: 2, path: 'value', reason: 'holding.not-registered' },
    ])
    expect(await reveal(owner, { field: 'phone' })).toMatchObject({ value: now })
  })

  it('a number changes as often as a file says, also in the next chunk, which is prepared on top', async () => {
    const phones = ['+77010000884', '+77010000885', '+77010000886', '+77010000887']
    const line = (phone?: string) => person(0, 'M-2', { iin: iinOf(23), phone })
    const empty = Array.from({ length: 3997 }, () => '')
    const { faults } = await take(
      world(),
      ...phones.slice(0, 3).map(line),
      ...empty,
      value('M-2', 'phone', phones[2] ?? ''),
      line(phones[3]),
      line(phones[1]),
      value('M-2', 'salary', '1'),
    )
    expect(faults).toEqual([
      { line: 4001, path: 'value', reason: 'holding.not-registered' },
      { line: 4003, path: 'phone', reason: 'customer.phone-left' },
    ])
    const left = await phonesLeft(world(), await idOf(world(), 'M-2'))
    expect(left.map(({ number, phone }) => [number, phone]).toSorted()).toEqual(
      phones.slice(0, 3).map((phone, at) => [at + 1, phone]),
    )
  })
})
