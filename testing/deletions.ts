import { and, eq } from 'drizzle-orm'
import { customerKeys } from '#db/schema/customers.ts'
import { tombstones } from '#db/schema/deletions.ts'
import { holdings } from '#db/schema/holdings.ts'
import type { Ctx } from '#domain/context.ts'
import { answerDeletion } from '#domain/deletions/answer-deletion.ts'
import { carryOutDeletion } from '#domain/deletions/carry-out-deletion.ts'
import { proposeDeletion } from '#domain/deletions/propose-deletion.ts'
import type { DeletionText } from '#domain/deletions/schema.ts'
import { fileRequest } from '#domain/requests/file-request.ts'
import { prepareRequest } from '#domain/requests/prepare-request.ts'
import { answerTask } from '#domain/task-answers/answer-task.ts'
import { stonesAmong, tombstoneKey, tombstonesOf } from '#domain/tombstones.ts'
import { type FreshCustomer, freshCustomer, type Subject } from './customers.ts'
import { holding, putFor } from './holdings.ts'
import { answeringSystem, revokeKeys, tasksOf } from './tasks.ts'
import { testNow, type World } from './world.ts'

/** Leaves of a customer's value what a deletion leaves: a tombstone and no holding. */
export async function eraseValue(
  { db, keys }: World,
  customerId: string,
  field: string,
  value: string,
  when = testNow,
): Promise<void> {
  const [row] = await db.select().from(customerKeys).where(eq(customerKeys.customerId, customerId))
  const key = await keys.master.unwrap(row?.wrappedKey ?? new Uint8Array())
  const before = await stonesAmong(db, [{ customerId, field }])
  const erased = [{ customerId, field, value }]
  await db.insert(tombstones).values(tombstonesOf(tombstoneKey(key), before, erased, { at: when }))
  await db.delete(holdings).where(and(eq(holdings.customerId, customerId), eq(holdings.field, field)))
}

/** A customer of whom two kinds of data rest on consent alone and one is kept by law and contract. */
export async function heldCustomer(world: World): Promise<FreshCustomer> {
  const ctx = await freshCustomer(world)
  await putFor(
    world,
    ctx,
    holding('location', 'Алматы қ., 43.238, 76.945', { quantity: 186 }),
    holding('contacts', 'Айша', { quantity: 2 }),
    holding('address', 'Шымкент қ., 5'),
  )
  return ctx
}

/** Two members of staff, the second of whom may approve. */
export const fourEyes = async ({ signedInStaff }: World) => ({
  agent: await signedInStaff(),
  supervisor: await signedInStaff('supervisor'),
})

/** A customer asks for a deletion by the plan that the page shows. */
export async function asksForDeletion(customer: Ctx, about?: object) {
  const { plan } = await prepareRequest(customer, { kind: 'deletion', about })
  return fileRequest(customer, { kind: 'deletion', about, planDigest: plan?.digest })
}

/** Asks for a deletion and has it approved; without systems told of none is asked anything. @returns the request's id and the task */
export async function approvedDeletion(
  world: World,
  customer: Subject,
  about?: object,
  asked?: 'two systems',
) {
  await revokeKeys(world)
  if (asked === 'two systems') await answeringSystem(world)
  const system = { ...(await answeringSystem(world)), now: customer.now }
  const { id: caseId, reference } = await asksForDeletion(customer, about)
  const { agent, supervisor } = await fourEyes(world)
  const on = { subject: customer.subject, now: customer.now }
  await proposeDeletion({ ...agent, ...on }, { caseId, lastStep: 2 })
  await answerDeletion({ ...supervisor, ...on }, { caseId, answer: 'approve', lastStep: 2 })
  const [task] = await tasksOf(world, caseId)
  return { caseId, reference, system, task, agent: { ...agent, ...on }, supervisor: { ...supervisor, ...on } }
}

/** What the systems say of the fields of a task: done, unless told otherwise. */
export const answerAll = (
  system: Ctx,
  task: { id: string; fields: string[] } | undefined,
  other: Record<string, object> = {},
) =>
  answerTask(system, {
    id: task?.id,
    answers: (task?.fields ?? []).map((field) => ({ field, outcome: 'done', ...other[field] })),
  })

/** Lets the worker come to the deletions that are due. @returns how each went */
export async function carryOutDue(world: World, now = testNow): Promise<string[]> {
  const runs: string[] = []
  const text: DeletionText = (locale, { certificate }) => `${locale} ${certificate}`
  for (;;) {
    const ran = await carryOutDeletion({ ...world.worker(), now }, text)
    if (!ran) return runs
    runs.push(ran)
  }
}
