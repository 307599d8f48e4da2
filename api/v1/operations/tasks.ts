import { z } from 'zod'
import { KeyEnded } from '#domain/imports/open-import.ts'
import { answerTask } from '#domain/task-answers/answer-task.ts'
import { answersInput } from '#domain/task-answers/schema.ts'
import { receiveRecords } from '#domain/task-records/receive-records.ts'
import { listTasks } from '#domain/tasks/list-tasks.ts'
import { openTaskDocument } from '#domain/tasks/open-task-document.ts'
import { taskDocument, tasksView, taskView } from '#domain/tasks/schema.ts'
import { showTask } from '#domain/tasks/show-task.ts'
import { unauthorized } from '../../errors.ts'
import type { Operation } from '../operation.ts'
import { withAddress } from '../with-address.ts'

const id = '0199aa00-0000-7000-8000-000000000091'
const document = '0199aa00-0000-7000-8000-000000000017'
const params = z.object({ id: z.uuid().describe('The task: `task` in the data of its event.') })
const summary = {
  ...{ id, customer: 'C-1048', request: 'С-2026-00088', kind: 'correction', fields: ['address'] },
  ...{ openedAt: '2026-11-20T07:00:00.000Z', dueOn: '2026-11-25', records: null },
}
const lines = [
  {
    field: 'operations',
    value: '12 500 ₸, «Дәмді» асханасы',
    obtainedAt: '2026-11-02T13:20:00+05:00',
    obtainedVia: 'app',
  },
  { field: 'operations', value: '4 900 ₸, такси', obtainedAt: '2026-11-03', obtainedVia: 'app' },
]
const sent = {
  ...{ ...summary, request: null, kind: 'records', fields: [], dueOn: null, open: false },
  records: { state: 'done', until: '2026-11-20T07:10:00.000Z', lines: 2, records: 2 },
  ...{ words: null, documents: [], answers: [] },
}
const shown = {
  ...{ ...summary, open: true, words: 'Абай даңғылы, 10-үй' },
  documents: [{ id: document, name: 'анықтама.pdf', mediaType: 'application/pdf', bytes: 5, opens: true }],
}

export const taskOperations: readonly Operation[] = [
  {
    id: 'listTasks',
    method: 'GET',
    path: '/tasks',
    tag: 'Tasks',
    summary: 'List your open tasks',
    description:
      'What customers ask for and the system has not answered yet: one task for each request that the bank has sent to it, and for each copy that waits for its records, oldest first, a page at a time. A system that only pulls asks here; others hear of a task by `task.opened`.',
    verb: listTasks,
    query: listTasks.input,
    example: { query: { limit: 100 }, answer: { tasks: [summary], next: null } },
    status: 200,
    answer: tasksView,
    handle: (ctx, { query }) => listTasks(ctx, query),
  },
  {
    id: 'readTask',
    method: 'GET',
    path: '/tasks/{id}',
    tag: 'Tasks',
    summary: 'Read a task',
    description:
      'A task of the system itself: the request, the kinds of data, what the customer wrote and attached, and what the system has answered; of records for a copy, how many lines have come. A task of another system is 404.',
    verb: showTask,
    params,
    example: { params: { id }, answer: { ...shown, answers: [] } },
    status: 200,
    answer: taskView,
    handle: (ctx, { params }) => showTask(ctx, params),
  },
  {
    id: 'readTaskDocument',
    method: 'GET',
    path: '/tasks/{id}/documents/{document}',
    tag: 'Tasks',
    summary: 'Read what the customer attached',
    description:
      'A document of the request, such as the proof of the right value. The customer sees in their log that the system has opened it. While the scanner has not read it, and where it found something, it is 423.',
    verb: openTaskDocument,
    params: params.extend({ document: z.uuid().describe('The id of the document.') }),
    refusals: [423],
    example: {
      params: { id, document },
      answer: { name: 'анықтама.pdf', mediaType: 'application/pdf', content: 'JVBERi0=' },
    },
    status: 200,
    answer: taskDocument,
    handle: async (ctx, { params }) => {
      const { name, mediaType, bytes } = await openTaskDocument(ctx, params)
      return { name, mediaType, content: Buffer.from(bytes).toString('base64') }
    },
  },
  {
    id: 'answerTask',
    method: 'POST',
    path: '/tasks/{id}/answers',
    tag: 'Tasks',
    summary: 'Answer a task',
    description:
      'Says of each kind of data what the system has done: `done`, `refused` with its reason, or `not-held`. Of a correction that is done it says the value that now stands; the portal shows it from then on, and the customer sees what stood before. The same answer again changes nothing; another one to the same field is 423, and so is any once the request is over. An answer after the last day is taken and is late. All answers are taken or none.',
    verb: answerTask,
    params,
    body: answersInput,
    refusals: [423],
    example: {
      params: { id },
      body: { answers: [{ field: 'address', outcome: 'done', value: 'Абай даңғылы, 10-үй' }] },
      answer: {
        ...shown,
        answers: [
          {
            ...{ field: 'address', outcome: 'done', reason: null },
            ...{ at: '2026-11-21T07:00:00.000Z', late: false },
          },
        ],
      },
    },
    status: 200,
    answer: taskView,
    handle: (ctx, { params, body }) => answerTask(ctx, withAddress(answersInput, body, { id: params.id })),
  },
  {
    id: 'sendRecords',
    method: 'PUT',
    path: '/tasks/{id}/records',
    tag: 'Tasks',
    summary: 'Send records for a copy',
    description:
      'What the system itself holds of the customer, for the copy that they have asked for: NDJSON of any size, one record a line, none where it holds nothing. Lines are kept sealed as they come. What was cut off goes on with `after`, the number of lines that the task says have come, or is sent again from the first line, which drops those. A bad line is 422 and named by its number; nothing of it is kept, nor of the lines that came with it, and sending goes on as after a cut. The same records sent again after their end change nothing, other ones are 423. After the time that the task says, and once the customer has stopped the copy, nothing is taken: 423. Of two senders at once the later one goes on, and the other gets 409. The body may be compressed.',
    verb: receiveRecords,
    params,
    query: z.object({
      after: z
        .int()
        .min(0)
        .optional()
        .describe('How many lines came before; 0 when absent, which begins anew.'),
    }),
    body: 'ndjson',
    refusals: [409, 423],
    example: {
      params: { id },
      body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
      answer: sent,
    },
    status: 200,
    answer: taskView,
    handle: (ctx, { params, query, body }) =>
      receiveRecords(ctx, { ...query, ...params }, body).catch((error: unknown) => {
        throw error instanceof KeyEnded ? unauthorized() : error
      }),
  },
]
