import { randomUUID } from 'node:crypto'
import { eq, isNull } from 'drizzle-orm'
import { auditLog } from '#db/schema/activity.ts'
import { events } from '#db/schema/events.ts'
import { holdings } from '#db/schema/holdings.ts'
import { systemKeys, systems } from '#db/schema/systems.ts'
import { caseChanges, taskAnswers, tasks } from '#db/schema/tasks.ts'
import { attach } from '#domain/cases/attach.ts'
import type { Ctx } from '#domain/context.ts'
import { fileRequest } from '#domain/requests/file-request.ts'
import { openTasks } from '#domain/tasks/open-tasks.ts'
import { daysOn } from './clock.ts'
import { freshCustomer, type Subject } from './customers.ts'
import { first } from './first.ts'
import { holding, putFor } from './holdings.ts'
import { testNow, type World } from './world.ts'

interface Wanted {
  recipient?: string
  scopes?: ('tasks:answer' | 'records:send' | 'events:read')[]
  expiresAt?: Date
  revokedAt?: Date
}

/** Adds a system of the bank with a key that answers tasks, unless told otherwise, and gives the context in which it calls. */
export async function answeringSystem(
  { db, system }: World,
  { recipient, scopes = ['tasks:answer'], expiresAt = daysOn(300), revokedAt }: Wanted = {},
) {
  const systemId = `system-${randomUUID()}`
  const name = { kk: 'Негізгі жүйе', ru: 'Основная система', en: 'Core banking' }
  await db.insert(systems).values({ id: systemId, name, recipient: recipient ?? null, createdAt: testNow })
  await db.insert(systemKeys).values({
    ...{ id: randomUUID(), systemId, secretHash: randomUUID(), scopes, slot: 1 },
    ...{ createdAt: testNow, expiresAt, revokedAt: revokedAt ?? null },
  })
  const actor = { kind: 'system', systemId, scopes } as const
  return { ...system(), actor, systemId }
}

/** Revokes all keys, so that the systems of other tests are asked nothing. */
export const revokeKeys = ({ db }: World) =>
  db.update(systemKeys).set({ revokedAt: testNow }).where(isNull(systemKeys.revokedAt))

/** A customer asks for a correction, with the document that proves it. @returns the request's id */
export async function asksForCorrection(ctx: Ctx, field = 'address', text = 'Абай даңғылы, 10-үй') {
  const bytes = new TextEncoder().encode('Анықтама')
  const { id } = await attach(ctx, { name: 'анықтама.txt', type: 'text/plain', bytes })
  const about = { kind: 'field', id: field }
  return fileRequest(ctx, { kind: 'correction', about, text, attachments: [id] })
}

/** The desk's context for a customer at their time. */
export const deskOf = ({ staff }: World, { subject, now }: Subject) => ({ ...staff(subject), now })

/** A correction that the desk has sent to one system. @returns the request, and the task there */
export async function taskFor(world: World, ctx: Subject, field?: string, text?: string) {
  await revokeKeys(world)
  const system = await answeringSystem(world)
  const { id: caseId, reference, dueOn } = await asksForCorrection(ctx, field, text)
  const { id } = first(await openTasks(deskOf(world, ctx), { caseId, lastStep: 2 }))
  return { id, caseId, reference, dueOn, system: { ...system, now: ctx.now } }
}

/** The tasks of a request, as the database has them. */
export const tasksOf = ({ db }: World, caseId: string) =>
  db.select().from(tasks).where(eq(tasks.caseId, caseId)).orderBy(tasks.id)

/** A customer whose address the bank holds, and a correction that was sent to one system. */
export async function askedToCorrect(world: World, address: string, field = 'address') {
  const ctx = await freshCustomer(world)
  await putFor(world, ctx, holding('address', address))
  return { ctx, ...(await taskFor(world, ctx, field)) }
}

/** All that an answer can write about a customer. */
export const writtenAbout = async ({ db }: World, { subject }: Subject) => ({
  answers: await db.$count(taskAnswers, eq(taskAnswers.customerId, subject)),
  changes: await db.$count(caseChanges, eq(caseChanges.customerId, subject)),
  events: await db.$count(events, eq(events.customerId, subject)),
  audit: await db.$count(auditLog, eq(auditLog.customerId, subject)),
  holdings: (await db.select().from(holdings).where(eq(holdings.customerId, subject)))
    .map(({ field, updatedAt }) => `${field} ${updatedAt.toISOString()}`)
    .sort(),
})
