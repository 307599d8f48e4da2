import { recordAutomatedDecisions } from '#domain/automated-decisions/record-automated-decisions.ts'
import { recordedAutomatedDecisions } from '#domain/automated-decisions/schema.ts'
import type { Operation } from '../operation.ts'

export const automatedDecisionOperations: readonly Operation[] = [
  {
    id: 'recordAutomatedDecisions',
    method: 'POST',
    path: '/automated-decisions',
    tag: 'Automated decisions',
    summary: 'Say what a program decided',
    description:
      'Up to 1,000 lines, of any customers: what kind of decision it was, what it came to, its key factors with their weight and direction, and when. Kinds, their outcomes and their factors are those of the policy. The customer reads each of them, in words, and can object to it. All lines are taken or none, and each fault names its line. A decision that was said before by its `id` is not written twice; one with the `id` of another and other content is a fault of its line. What was recorded is never changed: a review that ends otherwise is another decision, with another `id`.',
    verb: recordAutomatedDecisions,
    body: recordAutomatedDecisions.input,
    example: {
      body: {
        decisions: [
          {
            customer: 'C-1048',
            id: 'L-77120',
            decision: 'loan-application',
            outcome: 'refused',
            factors: [
              { factor: 'repayment', weight: 'strong', direction: 'against' },
              { factor: 'income', weight: 'slight', direction: 'for' },
            ],
            decidedAt: '2026-11-20T12:00:00+05:00',
          },
        ],
      },
      answer: { recorded: 1, repeated: 0 },
    },
    status: 200,
    answer: recordedAutomatedDecisions,
    keepsAnswer: true,
    handle: (ctx, { body }) => recordAutomatedDecisions(ctx, body),
  },
]
