import { z } from 'zod'
import { taskOutcomes } from '#db/schema/tasks.ts'
import { refusalReasons } from '#policy/refusal-reasons.ts'
import { holdingInput } from '../holdings/schema.ts'

const answer = z.strictObject({
  field: z.string('task.field-unknown').max(64, 'task.field-unknown').describe('A kind of data of the task.'),
  outcome: z
    .enum(taskOutcomes, 'task.outcome-unknown')
    .describe('`done`, `refused`, or `not-held` where the system has nothing of it.'),
  reason: z
    .enum(refusalReasons, 'task.reason-unknown')
    .optional()
    .describe('Why it is refused; exactly where it is.'),
  value: holdingInput.shape.value
    .optional()
    .describe('Of a correction that is done: the value that now stands in the system. It is kept sealed.'),
})
export type TaskAnswer = z.output<typeof answer>

/** A reason stands exactly where it is refused, a value only where it is done. */
const taskAnswer = answer.superRefine(({ outcome, reason, value }, context) => {
  const fault = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message })
  if (outcome === 'refused' && reason === undefined) fault('reason', 'task.reason-missing')
  if (outcome !== 'refused' && reason !== undefined) fault('reason', 'task.reason-unwanted')
  if (outcome !== 'done' && value !== undefined) fault('value', 'task.value-unwanted')
})
export const answersInput = z.strictObject({
  answers: z
    .array(taskAnswer, 'task.no-answers')
    .min(1, 'task.no-answers')
    .max(200, 'task.no-answers')
    .describe('Each field once. All of them are taken or none.'),
})
export const answerTaskInput = answersInput.extend({ id: z.uuid('task.unknown') })
