import { answerDeletion } from '#domain/deletions/answer-deletion.ts'
import { carryOutDeletion } from '#domain/deletions/carry-out-deletion.ts'
import { proposeDeletion } from '#domain/deletions/propose-deletion.ts'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { scopes } from '#domain/permissions.ts'
import { fileRequest } from '#domain/requests/file-request.ts'
import { prepareRequest } from '#domain/requests/prepare-request.ts'
import { answerTask } from '#domain/task-answers/answer-task.ts'
import { listTasks } from '#domain/tasks/list-tasks.ts'
import { describeDeletionAnswer } from '#i18n/describe/deletions.ts'
import { almatyTime } from './bank-texts.ts'
import type { DemoWorld } from './world.ts'

/** How many days ago Gulsim asked for it, and how many days later each of the rest happened. */
const askedDays = 31
const field = 'gallery'

/** What the bank had of Gulsim's pictures was erased at her request, with a certificate. */
export async function demoDeletion(world: DemoWorld): Promise<void> {
  const on = (after: number, hour: number) => almatyTime(world.daysAgo(askedDays - after), hour, 20)
  const value = { field, value: 'Чекке қоса жіберілген суреттер', quantity: 12, obtainedVia: 'app' }
  await putHoldings(world.system('gulsim', world.daysAgo(1300)), { holdings: [value] })
  const about = { kind: 'field', id: field }
  const gulsim = world.as('gulsim', on(0, 11))
  const { plan } = await prepareRequest(gulsim, { kind: 'deletion', about })
  const asked = { kind: 'deletion', about, text: 'Бұл суреттер енді керек емес.', planDigest: plan?.digest }
  const { id: caseId } = await fileRequest(gulsim, asked)
  await proposeDeletion(world.staff('gulsim', on(1, 10)), { caseId, lastStep: 2 })
  await answerDeletion(world.staff('gulsim', on(1, 15), 'supervisor'), {
    caseId,
    answer: 'approve',
    lastStep: 2,
  })
  for (const [system, after, outcome] of [
    ['core-banking', 2, 'not-held'],
    ['analytics', 4, 'done'],
  ] as const) {
    const actor = { kind: 'system', systemId: system, scopes } as const
    const ctx = { ...world.system('gulsim', on(after, 12)), actor, subject: null }
    const { tasks } = await listTasks(ctx, {})
    for (const { id } of tasks) await answerTask(ctx, { id, answers: [{ field, outcome }] })
  }
  await carryOutDeletion(world.worker(on(4, 13)), describeDeletionAnswer)
}
