import { and, asc, eq } from 'drizzle-orm'
import { auditLog } from '#db/schema/activity.ts'
import { customers } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { importChunks, imports } from '#db/schema/imports.ts'
import type { Ctx } from '#domain/context.ts'
import { listImportFaults } from '#domain/imports/list-import-faults.ts'
import { receiveImport } from '#domain/imports/receive-import.ts'
import { type ChunkRun, runImportChunk } from '#domain/imports/run-import-chunk.ts'
import { showImport } from '#domain/imports/show-import.ts'
import { secondsOn } from './clock.ts'
import { insertSystem } from './system-rows.ts'
import { testIins, testNow, testPhones, type World } from './world.ts'

/** Lines of each kind, as their sender has them. */
export const person = (nth: number, reference: string, more: object = {}) => ({
  kind: 'customer',
  reference,
  iin: testIins[nth],
  phone: testPhones[nth],
  locale: 'kk',
  ...more,
})
export const value = (customer: string, field: string, text: string, more: object = {}) => ({
  kind: 'holding',
  customer,
  field,
  value: text,
  obtainedVia: 'branch',
  ...more,
})
export const telling = (customer: string, more: object = {}) => ({
  kind: 'disclosure',
  customer,
  recipient: 'unqaghaz',
  fields: ['phone'],
  disclosedAt: '2026-11-19T10:00:00+05:00',
  ...more,
})

export type Line = object | string
export const text = (lines: readonly Line[]) =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')
/** Bytes in parts that end in the middle of lines. */
export async function* parts(bytes: Buffer, size = 50_000) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

/** The systems that send imports. */
export async function addSystems({ db }: World): Promise<void> {
  const name = { kk: 'Банк жүйесі', ru: 'Система банка', en: 'Bank system' }
  for (const id of ['core-banking', 'crm']) await insertSystem(db, id, testNow, name)
}
/** A system that may send holdings and no lines of another kind. */
export const crm = (world: World): Ctx => ({
  ...world.system(),
  actor: { kind: 'system', systemId: 'crm', scopes: ['imports:send', 'holdings:put'] },
})

export const send = (ctx: Ctx, lines: readonly Line[]) => receiveImport(ctx, parts(Buffer.from(text(lines))))
/** Does everything that is due. @returns how many chunks that were. */
export async function runAll(world: World, now = secondsOn(1)): Promise<number> {
  const worker = { ...world.worker(), now }
  let chunks = 0
  let last: ChunkRun | null = null
  for (;;) {
    const ran: ChunkRun | null = await runImportChunk(worker, { after: last, lookAhead: true })
    if (!ran && !last) return chunks
    if (ran) chunks += 1
    last = ran
  }
}
/** Sends lines, does them, and asks what they came to. */
export async function take(world: World, ...lines: Line[]) {
  const sent = await send(world.system(), lines)
  await runAll(world)
  return outcomeOf(world, sent.id)
}
export async function outcomeOf(world: World, id: string) {
  const [view, { faults }] = await Promise.all([
    showImport(world.system(), { id }),
    listImportFaults(world.system(), { id }),
  ])
  return { view, faults, lines: view.lines }
}

export const rowOf = async ({ db }: World, id: string) => {
  const [row] = await db.select().from(imports).where(eq(imports.id, id))
  return row
}
export const chunksOf = ({ db }: World, id: string) =>
  db.select().from(importChunks).where(eq(importChunks.importId, id)).orderBy(asc(importChunks.number))
export const idOf = async ({ db }: World, reference: string) => {
  const [row] = await db.select().from(customers).where(eq(customers.reference, reference))
  return row?.id ?? ''
}
export const heldBy = async (world: World, reference: string) =>
  world.db
    .select()
    .from(holdings)
    .where(eq(holdings.customerId, await idOf(world, reference)))
    .orderBy(asc(holdings.field))
/** What systems did to a customer's data. */
export const logOf = async (world: World, reference: string) =>
  (
    await world.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.customerId, await idOf(world, reference)), eq(auditLog.actorKind, 'system')))
      .orderBy(asc(auditLog.at), asc(auditLog.action))
  ).map(({ action, actorId, detail }) => ({ action, actorId, detail }))
