import { z } from 'zod'
import { recordStates } from '#db/schema/records.ts'
import { type TaskOutcome, taskOutcomes } from '#db/schema/tasks.ts'
import { type RefusalReason, refusalReasons } from '#policy/refusal-reasons.ts'
import { requestKinds } from '#policy/request-kinds.ts'
import { caseId, lastStep } from '../cases/schema.ts'

export type { TaskOutcome }

export const openTasksInput = z.object({ caseId, lastStep })

/** A task that was sent to a system. */
export interface OpenedTask {
  id: string
  systemId: string
}

const instant = z.iso.datetime()
const taskId = z.uuid('task.unknown')

export const mostTasks = 200
export const listTasksInput = z.strictObject({
  after: taskId.optional().describe('The `next` of the page before.'),
  limit: z.coerce
    .number('task.limit')
    .int('task.limit')
    .min(1, 'task.limit')
    .max(mostTasks, 'task.limit')
    .default(100)
    .describe('The most tasks to answer with.'),
})
export const showTaskInput = z.strictObject({ id: taskId })
export const openTaskDocumentInput = z.strictObject({ id: taskId, document: z.uuid('attachment.gone') })

/** How far a system has come with its records for a copy, as it reads it. */
const recordsSent = z.object({
  state: z
    .enum(recordStates)
    .describe(
      '`waiting` for the first line; `receiving` when more are to come; `done` when all have come; `missing` when the time was over before; `stopped` when the copy ended before.',
    ),
  until: instant.describe('Until when lines are taken; after that the copy is made without them.'),
  lines: z.int().describe('How many lines were taken: the `after` with which sending goes on.'),
  records: z.int().describe('How many records are in them; empty lines are none.'),
})
export type RecordsSent = z.infer<typeof recordsSent>

/** A task as its system reads it. */
const summary = z.object({
  id: z.uuid().describe('The task’s id.'),
  customer: z.string().describe('The bank’s own id of the customer.'),
  request: z
    .string()
    .nullable()
    .describe('The number of the request, as the customer reads it out; a copy has none.'),
  kind: z
    .enum([...requestKinds, 'records'])
    .describe('What the customer asks for; `records` are what the system holds, for a copy.'),
  fields: z
    .array(z.string())
    .describe(
      'The kinds of data it is about, by their ids in the policy; of `records` none, which means all.',
    ),
  openedAt: instant.describe('When the bank sent it.'),
  dueOn: z.iso
    .date()
    .nullable()
    .describe('The last day for the answer to the customer; null where it is not known.'),
  records: recordsSent.nullable().describe('Of `records`, what has come of them; null of other kinds.'),
})
export const tasksView = z.object({
  tasks: z
    .array(summary)
    .describe('Those in which a field waits for an answer, or records are awaited, oldest first.'),
  next: z.uuid().nullable().describe('The `after` of the next page; null on the last.'),
})
export const taskAnswered = z.object({
  field: z.string().describe('The kind of data.'),
  outcome: z.enum(taskOutcomes).describe('What came of it.'),
  reason: z.enum(refusalReasons).nullable().describe('Why it was refused; null where it was not.'),
  at: instant.describe('When the system said so.'),
  late: z.boolean().describe('Whether that was after the last day.'),
})
export const taskView = summary.extend({
  open: z
    .boolean()
    .describe(
      'Whether the request still waits for its answer, or the copy for records; after that nothing is taken.',
    ),
  words: z
    .string()
    .nullable()
    .describe('What the customer wrote; of a correction, the value that they name.'),
  documents: z
    .array(
      z.object({
        id: z.uuid().describe('By which it is read.'),
        name: z.string().describe('Its name.'),
        mediaType: z.string().describe('Its media type.'),
        bytes: z.int().describe('Its size.'),
        opens: z.boolean().describe('Whether it can be read now: it was scanned, and nothing was found.'),
      }),
    )
    .describe('What the customer attached to the request.'),
  answers: z.array(taskAnswered).describe('What the system has answered.'),
})
export type TaskSummary = z.infer<typeof summary>
export type TasksView = z.infer<typeof tasksView>
export type SystemTaskView = z.infer<typeof taskView>
export const taskDocument = z.object({
  name: z.string().describe('Its name.'),
  mediaType: z.string().describe('Its media type.'),
  content: z.string().describe('Its bytes, in base64.'),
})

/** What a system has said of a kind of data, in the reader's language. */
export interface TaskFieldView {
  id: string
  /** Null where no policy has it. */
  title: string | null
  /** Null while it waits. */
  answer: {
    outcome: TaskOutcome
    at: Date
    late: boolean
    reason: { id: RefusalReason; title: string; citation: string } | null
  } | null
}

/** How far a system has come with its task, for the customer and the desk. */
export interface TaskView {
  id: string
  /** The system's name. */
  system: string
  openedAt: Date
  /** ISO date. */
  dueOn: string | null
  fields: TaskFieldView[]
  /** Whether a field waits though the last day is over. */
  late: boolean
}

/** A value that a correction changed, as its reader may see it. */
export interface ChangeView {
  field: { id: string; title: string | null }
  system: string
  at: Date
  /** Null where nothing stood before. */
  before: string | null
  after: string
}
