import { and, asc, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { auditLog } from '#db/schema/audit.ts'
import { holdings } from '#db/schema/holdings.ts'
import { customers } from '#db/schema/identity.ts'
import { importChunks, imports } from '#db/schema/imports.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { systems } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import { reveal } from '../holdings/reveal.ts'
import { iinCheckDigit } from '../identity/iin.ts'
import { onBothEngines, testIins, testNow, testPhones, type World } from '../testing/world.ts'
import { bookkeep } from '../transaction.ts'
import { claimChunk } from './claim-chunk.ts'
import { cutOffSilent } from './cut-off-silent.ts'
import { listImportFaults } from './list-import-faults.ts'
import { receiveImport } from './receive-import.ts'
import { type Ran, runImportChunk } from './run-import-chunk.ts'
import { showImport } from './show-import.ts'

/** The IIN of an invented person born in 1888. */
const iinOf = (nth: number): string => {
  const body = `8802021${String(1000 + nth * 3)}`
  const digit = iinCheckDigit(body)
  return digit === null ? iinOf(nth + 500) : `${body}${digit}`
}
const later = (seconds: number) => new Date(testNow.getTime() + seconds * 1000)
const refused = (code: string) => expect.objectContaining({ code })

const person = (nth: number, reference: string, more: object = {}) => ({
  kind: 'customer',
  reference,
  iin: testIins[nth],
  phone: testPhones[nth],
  locale: 'kk',
  ...more,
})
const value = (customer: string, field: string, text: string, more: object = {}) => ({
  kind: 'holding',
  customer,
  field,
  value: text,
  obtainedVia: 'branch',
  ...more,
})
const telling = (customer: string, more: object = {}) => ({
  kind: 'disclosure',
  customer,
  recipient: 'unqaghaz',
  fields: ['phone'],
  disclosedAt: '2026-11-19T10:00:00+05:00',
  ...more,
})

type Line = object | string
const text = (lines: readonly Line[]) =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')
/** Bytes in parts that end in the middle of lines. */
async function* parts(bytes: Buffer, size = 50_000) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}
const send = (ctx: Ctx, lines: readonly Line[]) => receiveImport(ctx, parts(Buffer.from(text(lines))))
/** Does everything that is due. */
async function runAll(world: World, now = later(1)): Promise<number> {
  const worker = { ...world.worker(), now }
  let chunks = 0
  let last: Ran | null = null
  for (;;) {
    const ran: Ran | null = await runImportChunk(worker, { after: last, lookAhead: true })
    if (!ran && !last) return chunks
    if (ran) chunks += 1
    last = ran
  }
}
async function take(world: World, ...lines: Line[]) {
  const sent = await send(world.system(), lines)
  await runAll(world)
  const [view, { faults }] = await Promise.all([
    showImport(world.system(), { id: sent.id }),
    listImportFaults(world.system(), { id: sent.id }),
  ])
  return { view, faults, lines: view.lines }
}
const idOf = async (world: World, reference: string) => {
  const [row] = await world.db.select().from(customers).where(eq(customers.reference, reference))
  return row?.id ?? ''
}
const heldBy = async (world: World, reference: string) =>
  world.db
    .select()
    .from(holdings)
    .where(eq(holdings.customerId, await idOf(world, reference)))
    .orderBy(asc(holdings.field))
const logOf = async (world: World, reference: string) =>
  (
    await world.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.customerId, await idOf(world, reference)), eq(auditLog.actorKind, 'system')))
      .orderBy(asc(auditLog.at), asc(auditLog.action))
  ).map(({ action, actorId, detail }) => ({ action, actorId, detail }))

onBothEngines('imports', (world) => {
  const name = { kk: 'Банк жүйесі', ru: 'Система банка', en: 'Bank system' }
  beforeAll(async () => {
    const made = { name, createdAt: testNow }
    await world()
      .db.insert(systems)
      .values([
        { id: 'core-banking', ...made },
        { id: 'crm', ...made },
      ])
  })
  const crm = (): Ctx => ({
    ...world().system(),
    actor: { kind: 'system', systemId: 'crm', scopes: ['imports:send', 'holdings:put'] },
  })
  const chunksOf = (id: string) =>
    world()
      .db.select()
      .from(importChunks)
      .where(eq(importChunks.importId, id))
      .orderBy(asc(importChunks.number))
  const receiving = () =>
    world()
      .db.select()
      .from(imports)
      .where(and(eq(imports.state, 'receiving'), eq(imports.received, 4000)))
  const rowOf = async (id: string) => {
    const [row] = await world().db.select().from(imports).where(eq(imports.id, id))
    return row
  }

  it('takes customers, what is held of them and what was told, sealed and logged', async () => {
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
    expect(view).toMatchObject({ state: 'done', startedAt: testNow, endedAt: later(1) })
    expect(lines).toEqual({ received: 6, done: 6, changed: 5, unchanged: 1, bad: 0 })
    const held = await heldBy(world(), 'I-0')
    expect(held).toMatchObject([
      { field: 'contacts', quantity: 3, obtainedAt: new Date('2021-03-14T06:00:00Z'), obtainedVia: 'branch' },
      { field: 'email', quantity: null, obtainedAt: later(1), updatedAt: later(1) },
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

  it('changes nothing the second time: no row, no sealed byte, no entry in a customer’s log', async () => {
    const lines = [
      person(1, 'I-1'),
      value('I-1', 'email', 'b@example.kz'),
      value('I-1', 'phone', testPhones[1]),
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

  it('replaces what differs in its own row, and of two lines about one value takes the later', async () => {
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

  it('names every bad line with its number and reason, and takes all the others', async () => {
    const { lines, faults, view } = await take(
      world(),
      person(3, 'I-3'),
      '{"kind":',
      person(0, 'I-3'),
      person(3, 'I-33'),
      { ...person(3, 'I-34'), iin: iinOf(2) },
      value('nobody', 'email', 'x@example.kz'),
      value('I-3', 'shoe-size', '38'),
      value('I-3', 'iin', testIins[0]),
      telling('I-3', { recipient: 'nobody' }),
      telling('I-3', { disclosedAt: '2030-01-01T00:00:00Z' }),
      value('I-3', 'email', 'c@example.kz'),
      telling('I-3'),
    )
    expect(faults).toEqual([
      { line: 2, path: '', reason: 'import.json' },
      { line: 3, path: 'reference', reason: 'customer.other-identity' },
      { line: 4, path: 'iin', reason: 'customer.iin-taken' },
      { line: 5, path: 'phone', reason: 'customer.phone-taken' },
      { line: 6, path: 'customer', reason: 'import.customer-unknown' },
      { line: 7, path: 'field', reason: 'holding.unknown-field' },
      { line: 8, path: 'value', reason: 'holding.not-registered' },
      { line: 9, path: 'recipient', reason: 'disclosure.line-recipient' },
      { line: 10, path: 'disclosedAt', reason: 'disclosure.line-time' },
    ])
    expect(lines).toEqual({ received: 12, done: 12, changed: 3, unchanged: 0, bad: 9 })
    const first = await listImportFaults(world().system(), { id: view.id, limit: '4' })
    expect(first).toEqual({ faults: faults.slice(0, 4), next: 5 })
    const last = await listImportFaults(world().system(), {
      id: view.id,
      after: String(first.next),
      limit: 4,
    })
    expect(last).toEqual({ faults: faults.slice(4, 8), next: 9 })
  })

  it('goes by the order of the lines, within a chunk and from one to the next', async () => {
    const filler = Array.from({ length: 3999 }, () => value('I-0', 'email', 'aru@example.kz'))
    const lines = [
      value('O-1', 'email', 'too-early@example.kz'),
      ...filler.slice(1),
      { ...person(0, 'O-1'), iin: iinOf(1), phone: '+77010000991' },
      value('O-1', 'email', 'o@example.kz'),
    ]
    const sent = await send(world().system(), lines)
    expect((await chunksOf(sent.id)).map(({ firstLine, lines: count }) => [firstLine, count])).toEqual([
      [1, 4000],
      [4001, 1],
    ])
    expect(await runAll(world())).toBe(2)
    expect(await showImport(world().system(), { id: sent.id })).toMatchObject({ state: 'done' })
  })

  it('keeps what comes sealed, and starts on it before the rest is here', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const lines = Array.from({ length: 4000 }, () => value('I-0', 'address', 'Шымкент қ., 1'))
    async function* slowly() {
      yield Buffer.from(text(lines))
      await held
      yield Buffer.from(text([value('I-0', 'address', 'Алматы қ., 2')]))
    }
    const sending = receiveImport(world().system(), slowly())
    await expect.poll(() => runAll(world())).toBe(1)
    const [open] = await world().db.select().from(imports).where(eq(imports.state, 'receiving'))
    expect(open).toMatchObject({ received: 4000, done: 4000, changed: 1, unchanged: 3999, endedAt: null })
    release()
    const { id } = await sending
    const [, second] = await chunksOf(id)
    expect(second?.contentSealed?.length).toBeGreaterThan(60)
    expect(Buffer.from(second?.contentSealed ?? []).includes('Алматы')).toBe(false)
    expect(await runAll(world())).toBe(1)
    expect(await showImport(world().system(), { id })).toMatchObject({ state: 'done', lines: { changed: 2 } })
  })

  it('does the whole lines of a file that was cut off, and then the file again', async () => {
    const lines = [value('I-0', 'salary', '1'), value('I-0', 'email', 'cut@example.kz')]
    async function* broken() {
      yield Buffer.from(text(lines).slice(0, -10))
      throw new Error('the sender has gone')
    }
    await expect(receiveImport(world().system(), broken())).rejects.toThrow('the sender has gone')
    const [cut] = await world().db.select().from(imports).where(eq(imports.state, 'cut-off'))
    expect(cut).toMatchObject({ received: 1, done: 0, endedAt: null })
    await runAll(world())
    expect(await showImport(world().system(), { id: cut?.id })).toMatchObject({
      state: 'cut-off',
      endedAt: later(1),
      lines: { received: 1, done: 1, changed: 1 },
    })
    expect((await take(world(), ...lines)).lines).toMatchObject({ received: 2, changed: 1, unchanged: 1 })
  })

  it('marks as cut off what an ended process was receiving, once nothing has come for an hour', async () => {
    async function* forever() {
      yield Buffer.from(text(Array.from({ length: 4000 }, () => value('I-0', 'salary', '1'))))
      await new Promise(() => {})
    }
    void receiveImport(world().system(), forever())
    const [open] = await expect
      .poll(async () => await receiving())
      .toHaveLength(1)
      .then(receiving)
    const at = (seconds: number) => cutOffSilent({ ...world().worker(), now: later(seconds) })
    expect(await at(3500)).toBe(0)
    expect(await at(3700)).toBe(1)
    expect(await at(3700)).toBe(0)
    await runAll(world(), later(3700))
    expect(await rowOf(open?.id ?? '')).toMatchObject({ state: 'cut-off', done: 4000, endedAt: later(3700) })
  })

  it('takes an empty file for one that is done', async () => {
    expect(await send(world().system(), [])).toMatchObject({ state: 'done', lines: { received: 0 } })
  })

  it('goes on with what a worker began and never ended, and with nothing that is being done', async () => {
    const { id } = await send(world().system(), [value('I-0', 'salary', '2')])
    const claim = (seconds: number) =>
      bookkeep({ ...world().worker(), now: later(seconds) }, (tx) => claimChunk(tx, later(seconds)))
    expect(await claim(1)).toMatchObject({ importId: id, number: 1, attempts: 1 })
    expect(await runImportChunk({ ...world().worker(), now: later(5) })).toBeNull()
    expect(await runImportChunk({ ...world().worker(), now: later(12) })).toMatchObject({
      importId: id,
      number: 1,
      done: true,
    })
    expect(await showImport(world().system(), { id })).toMatchObject({ lines: { done: 1, changed: 1 } })
  })

  it('runs different imports side by side, and the chunks of one only in their order', async () => {
    const lines = Array.from({ length: 4001 }, () => value('I-0', 'salary', '3'))
    const [first, second] = [await send(world().system(), lines), await send(world().system(), lines)]
    const claim = () => bookkeep(world().worker(), (tx) => claimChunk(tx, later(1)))
    const claimed = [await claim(), await claim(), await claim()]
    expect(claimed.map((one) => one?.importId).sort()).toEqual([first.id, second.id, undefined].sort())
    expect(claimed.map((one) => one?.number)).toEqual([1, 1, undefined])
    expect(await runAll(world(), later(60))).toBe(4)
    const views = await Promise.all([first, second].map(({ id }) => showImport(world().system(), { id })))
    expect(views.map((view) => view.lines.changed).sort()).toEqual([0, 1])
  })

  it('tries again what fails, later and later, and gives the import up after ten tries', async () => {
    const { id } = await send(world().system(), [value('I-0', 'salary', '4')])
    const locked: Ctx['keys'] = {
      ...world().keys,
      master: { ...world().keys.master, unwrap: () => Promise.reject(new Error('the key service is down')) },
    }
    const tryAt = (seconds: number) =>
      runImportChunk({ ...world().worker(), keys: locked, now: later(seconds) })
    let now = 100
    for (let tries = 1; tries <= 10; tries += 1) {
      expect(await chunksOf(id)).toMatchObject([{ state: 'due', attempts: tries - 1 }])
      await expect(tryAt(now)).rejects.toThrow('the key service is down')
      expect(await tryAt(now + 1)).toBeNull()
      now += 300
    }
    expect(await chunksOf(id)).toMatchObject([{ state: 'dropped', contentSealed: null }])
    expect(await rowOf(id)).toMatchObject({ state: 'failed', keyWrapped: null, done: 0 })
    expect(await runAll(world(), later(10_000))).toBe(0)
    expect(await world().audited()).toContain('import.failed')
  })

  it('takes no line of a kind that the key it came by does not permit', async () => {
    const sent = await send(crm(), [person(0, 'N-1'), value('I-0', 'salary', '5'), telling('I-0')])
    await runAll(world())
    expect(await listImportFaults(crm(), { id: sent.id })).toEqual({
      faults: [
        { line: 1, path: 'kind', reason: 'import.not-permitted' },
        { line: 3, path: 'kind', reason: 'import.not-permitted' },
      ],
      next: null,
    })
    const log = await logOf(world(), 'I-0')
    expect(log.filter(({ actorId }) => actorId === 'crm')).toEqual([
      { action: 'holdings.put', actorId: 'crm', detail: { count: 1 } },
    ])
  })

  it('is each system’s own, and for nobody else', async () => {
    const { id } = await send(crm(), [])
    for (const verb of [showImport, listImportFaults]) {
      await expect(verb(world().system(), { id })).rejects.toEqual(refused('not-found'))
      await expect(verb(crm(), { id: 'x' })).rejects.toEqual(refused('invalid'))
    }
    const keyless: Ctx = { ...crm(), actor: { kind: 'system', systemId: 'crm', scopes: ['holdings:put'] } }
    for (const ctx of [keyless, world().visitor(), world().staff(), world().worker()]) {
      await expect(receiveImport(ctx, parts(Buffer.of()))).rejects.toEqual(refused('forbidden'))
      await expect(showImport(ctx, { id })).rejects.toEqual(refused('forbidden'))
      await expect(listImportFaults(ctx, { id })).rejects.toEqual(refused('forbidden'))
    }
    for (const ctx of [world().system(), world().visitor(), world().staff()])
      await expect(cutOffSilent(ctx)).rejects.toEqual(refused('forbidden'))
    for (const ctx of [world().system(), world().visitor(), world().staff()])
      await expect(runImportChunk(ctx)).rejects.toEqual(refused('forbidden'))
    await expect(receiveImport(crm(), 'lines')).rejects.toEqual(refused('invalid'))
  })
})
