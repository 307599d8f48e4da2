import { beforeAll, expect, it } from 'vitest'
import { asVerb } from '#testing/as-verb.ts'
import { secondsOn } from '#testing/clock.ts'
import { iinOf } from '#testing/customers.ts'
import {
  addSystems,
  chunksOf,
  heldBy,
  idOf,
  logOf,
  outcomeOf,
  person,
  rowOf,
  runAll,
  send,
  take,
  telling,
  value,
} from '#testing/imports.ts'
import { onBothEngines } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { registerCustomer } from '../customers/register-customer.ts'
import { bookkeep } from '../transaction.ts'
import { claimChunk } from './claim-chunk.ts'
import { runImportChunk } from './run-import-chunk.ts'
import { showImport } from './show-import.ts'

onBothEngines('running an import', (world) => {
  beforeAll(async () => {
    await addSystems(world())
    await take(world(), person(0, 'I-0'))
  })

  it('the next chunk is prepared while one is written, on what that one writes', async () => {
    const filler = (count: number) => Array.from({ length: count }, () => value('I-0', 'salary', '7'))
    const other = { iin: iinOf(1), phone: '+77010000991' }
    const { id } = await send(world().system(), [
      value('O-1', 'email', 'too-early@example.kz'),
      ...filler(3998),
      person(0, 'O-1', other),
      value('O-1', 'email', 'o@example.kz'),
      person(0, 'O-2', { ...other, phone: '+77010000992' }),
      telling('O-1', { id: 'D-1' }),
      ...filler(3997),
      value('O-1', 'email', 'o@example.kz'),
      value('O-1', 'salary', '1'),
      telling('O-1', { id: 'D-1' }),
      person(0, 'O-1', other),
    ])
    expect((await chunksOf(world(), id)).map(({ firstLine }) => firstLine)).toEqual([1, 4001, 8001])
    const worker = { ...world().worker(), now: secondsOn(1) }
    const first = await runImportChunk(worker, { lookAhead: true })
    expect(first).toMatchObject({ number: 1, done: true, ahead: { chunk: { number: 2, attempts: 0 } } })
    const second = await runImportChunk(worker, { after: first, lookAhead: true })
    expect(second).toMatchObject({ number: 2, done: true, ahead: { chunk: { number: 3 } } })
    const third = await runImportChunk(worker, { after: second, lookAhead: true })
    expect(third).toMatchObject({ number: 3, done: true, ahead: null })
    const { view, faults, lines } = await outcomeOf(world(), id)
    expect(faults).toEqual([
      { line: 1, path: 'customer', reason: 'import.customer-unknown' },
      { line: 4002, path: 'iin', reason: 'customer.iin-taken' },
    ])
    expect(view.state).toBe('done')
    // One salary of I-0, and of O-1 the registration, two values and one telling.
    expect(lines).toEqual({ received: 8004, done: 8004, changed: 5, unchanged: 7997, bad: 2 })
    expect(await heldBy(world(), 'O-1')).toMatchObject([{ field: 'email' }, { field: 'salary' }])
    const log = (await logOf(world(), 'O-1')).map(({ action, detail }) => ({ action, ...detail }))
    expect(log).toEqual([
      { action: 'customer.registered' },
      { action: 'disclosures.recorded', count: 1 },
      { action: 'holdings.put', count: 1 },
      { action: 'holdings.put', count: 1 },
    ])
  })

  /** Two chunks, the second of which registers somebody, prepared but not written yet. */
  async function prepared(line: object) {
    const first = Array.from({ length: 4000 }, () => value('I-0', 'salary', '8'))
    const { id } = await send(world().system(), [...first, line])
    const worker = { ...world().worker(), now: secondsOn(1) }
    const after = await runImportChunk(worker, { lookAhead: true })
    expect(after).toMatchObject({ importId: id, number: 1, done: true, ahead: { chunk: { number: 2 } } })
    return { id, after, worker }
  }

  it('a prepared chunk is planned again when the same was written meanwhile', async () => {
    const line = person(0, 'P-1', { iin: iinOf(2), phone: '+77010000993' })
    const { id, after, worker } = await prepared(line)
    const { kind: _, ...registration } = line
    const customerId = await registerCustomer(world().system(), registration)
    expect(await runImportChunk(worker, { after })).toMatchObject({ number: 2, done: true })
    expect((await outcomeOf(world(), id)).lines).toMatchObject({ done: 4001, bad: 0 })
    expect(await idOf(world(), 'P-1')).toBe(customerId)
    expect((await logOf(world(), 'P-1')).map(({ action }) => action)).toEqual(['customer.registered'])
  })

  it('a prepared chunk that another worker has claimed is not written', async () => {
    const { id, after, worker } = await prepared(person(0, 'P-2', { iin: iinOf(3), phone: '+77010000994' }))
    await bookkeep(asVerb(worker), 'due-rows', (tx) => claimChunk(tx, secondsOn(1)))
    expect(await runImportChunk(worker, { after })).toMatchObject({ number: 2, done: false, ahead: null })
    expect(await idOf(world(), 'P-2')).toBe('')
    expect(await chunksOf(world(), id)).toMatchObject([{ state: 'done' }, { state: 'due', attempts: 1 }])
    expect(await runAll(world(), secondsOn(60))).toBe(1)
    expect((await outcomeOf(world(), id)).lines).toMatchObject({ done: 4001, bad: 0 })
  })

  it('a chunk that a worker began and never ended is done by another, and one under way is left alone', async () => {
    const { id } = await send(world().system(), [value('I-0', 'salary', '2')])
    const claim = (seconds: number) =>
      bookkeep(asVerb({ ...world().worker(), now: secondsOn(seconds) }), 'due-rows', (tx) =>
        claimChunk(tx, secondsOn(seconds)),
      )
    expect(await claim(1)).toMatchObject({ importId: id, number: 1, attempts: 1 })
    expect(await runImportChunk({ ...world().worker(), now: secondsOn(5) })).toBeNull()
    expect(await runImportChunk({ ...world().worker(), now: secondsOn(12) })).toMatchObject({
      importId: id,
      number: 1,
      done: true,
    })
    expect(await showImport(world().system(), { id })).toMatchObject({ lines: { done: 1, changed: 1 } })
  })

  it('different imports run side by side, and the chunks of one only in their order', async () => {
    const lines = Array.from({ length: 4001 }, () => value('I-0', 'salary', '3'))
    const [first, second] = [await send(world().system(), lines), await send(world().system(), lines)]
    const claim = () => bookkeep(asVerb(world().worker()), 'due-rows', (tx) => claimChunk(tx, secondsOn(1)))
    const claimed = [await claim(), await claim(), await claim()]
    expect(claimed.map((one) => one?.importId).sort()).toEqual([first.id, second.id, undefined].sort())
    expect(claimed.map((one) => one?.number)).toEqual([1, 1, undefined])
    expect(await runAll(world(), secondsOn(60))).toBe(4)
    const views = await Promise.all([first, second].map(({ id }) => showImport(world().system(), { id })))
    expect(views.map((view) => view.lines.changed).sort()).toEqual([0, 1])
  })

  it('a chunk that fails is tried again, later and later, and its import is given up after ten tries', async () => {
    const { id } = await send(world().system(), [value('I-0', 'salary', '4')])
    const locked: Ctx['keys'] = {
      ...world().keys,
      master: { ...world().keys.master, unwrap: () => Promise.reject(new Error('the key service is down')) },
    }
    const tryAt = (seconds: number) =>
      runImportChunk({ ...world().worker(), keys: locked, now: secondsOn(seconds) })
    let now = 100
    for (let tries = 1; tries <= 10; tries += 1) {
      expect(await chunksOf(world(), id)).toMatchObject([{ state: 'due', attempts: tries - 1 }])
      await expect(tryAt(now)).rejects.toThrow('the key service is down')
      expect(await tryAt(now + 1)).toBeNull()
      now += 300
    }
    expect(await chunksOf(world(), id)).toMatchObject([{ state: 'dropped', contentSealed: null }])
    expect(await rowOf(world(), id)).toMatchObject({ state: 'failed', keyWrapped: null, done: 0 })
    expect(await runAll(world(), secondsOn(10_000))).toBe(0)
    expect(await world().audited()).toContain('import.failed')
  })
})
