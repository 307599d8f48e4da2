import { and, eq } from 'drizzle-orm'
import { recordChunks, recordStreams } from '#db/schema/records.ts'
import { tasks } from '#db/schema/tasks.ts'
import type { Ctx } from '#domain/context.ts'
import { askForCopy } from '#domain/copies/ask-for-copy.ts'
import type { CopyPart } from '#domain/copies/schema.ts'
import { receiveRecords } from '#domain/task-records/receive-records.ts'
import { makeCopy } from './copies.ts'
import { freshCustomer, type Subject } from './customers.ts'
import { first } from './first.ts'
import { type Line, parts, text } from './imports.ts'
import { answeringSystem, revokeKeys } from './tasks.ts'
import type { World } from './world.ts'

/** A record as its system has it. */
export const recordOf = (value: string, field = 'address', more: object = {}) => ({
  field,
  value,
  obtainedAt: '2026-11-02T13:20:00+05:00',
  obtainedVia: 'app',
  ...more,
})

/** A system of the bank that answers tasks and sends records. */
export const sendingSystem = (world: World) =>
  answeringSystem(world, { scopes: ['tasks:answer', 'records:send'] })

/** Asks for a copy, for which as many systems as told are asked for records. @returns their tasks, in their order */
export async function copyOfSystems(world: World, count = 1, parts?: CopyPart[]) {
  await revokeKeys(world)
  const systems = []
  for (let nth = 0; nth < count; nth += 1) systems.push(await sendingSystem(world))
  const ctx = await freshCustomer(world)
  const { id: copyId } = await askForCopy(ctx, parts ? { parts } : {})
  const ran = await makeCopy(world, ctx.now)
  const opened = await tasksForCopy(world, copyId)
  const asked = systems.map((system) => {
    const task = opened.find(({ systemId }) => systemId === system.systemId)
    return { system: { ...system, now: ctx.now }, id: task?.id ?? '' }
  })
  return { ctx, copyId, ran, opened, asked, ...first(asked) }
}

/** Sends lines in parts that end in the middle of lines. */
export const sendRecords = (ctx: Ctx, id: string, lines: readonly Line[], after?: number) =>
  receiveRecords(ctx, { id, ...(after === undefined ? {} : { after }) }, parts(Buffer.from(text(lines))))

/** What the database has of a stream. */
export async function streamOf({ db }: World, { subject }: Subject, id: string) {
  const of = and(eq(recordStreams.customerId, subject), eq(recordStreams.taskId, id))
  const [stream] = await db.select().from(recordStreams).where(of)
  const chunks = await db
    .select()
    .from(recordChunks)
    .where(eq(recordChunks.taskId, id))
    .orderBy(recordChunks.number)
  return { ...stream, content: chunks.map(({ contentSealed }) => Buffer.from(contentSealed)) }
}

/** The tasks of a copy, each with the state of its stream. */
export const tasksForCopy = ({ db }: World, copyId: string) =>
  db
    .select({
      id: tasks.id,
      systemId: tasks.systemId,
      state: recordStreams.state,
      lines: recordStreams.lines,
    })
    .from(tasks)
    .innerJoin(recordStreams, eq(recordStreams.taskId, tasks.id))
    .where(eq(tasks.copyId, copyId))
