import { z } from 'zod'
import { answerTask } from '#domain/task-answers/answer-task.ts'
import { answersInput } from '#domain/task-answers/schema.ts'
import { listTasks } from '#domain/tasks/list-tasks.ts'
import { openTaskDocument } from '#domain/tasks/open-task-document.ts'
import { taskDocument, tasksView, taskView } from '#domain/tasks/schema.ts'
import { showTask } from '#domain/tasks/show-task.ts'
import type { Operation } from '../operation.ts'
import { withAddress } from '../with-address.ts'

const id = '0199aa00-0000-7000-8000-000000000091'
const document = '0199aa00-0000-7000-8000-000000000017'
const params = z.object({ id: z.uuid().describe('The task: `task` in the data of its event.') })
const summary = {
  ...{ id, customer: 'C-1048', request: 'С-2026-00088', kind: 'correction', fields: ['address'] },
  ...{ openedAt: '2026-11-20T07:00:00.000Z', dueOn: '2026-11-25' },
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
      'What customers ask for and the system has not answered yet: one task for each request that the bank has sent to it, oldest first, a page at a time. A system that only pulls asks here; others hear of a task by `task.opened`.',
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
      'A task of the system itself: the request, the kinds of data, what the customer wrote and attached, and what the system has answered. A task of another system is 404.',
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
]
