import { z } from 'zod'
import { checkConsents, checkCustomer } from '#domain/consents/check-consents.ts'
import { checkReasons, remainingGrounds } from '#domain/consents/check-schema.ts'
import { recordDecision } from '#domain/consents/record-decision.ts'
import { decisionChannels, decisionOutcomes } from '#domain/consents/schema.ts'
import { locales } from '#policy/locale.ts'
import { customerParams } from '../customer-params.ts'
import type { Operation } from '../operation.ts'

const checkAnswer = z.object({
  customer: z.string().describe("The bank's own id of the customer, as asked."),
  consent: z.string().describe('The consent, as asked.'),
  allowed: z
    .boolean()
    .describe('True only while a yes is in force that covers all the consent allows today.'),
  reason: z
    .enum(checkReasons)
    .describe(
      'Why: the latest decision, that it has run out, that none was taken, or what is unknown. `outgrown`: the policy has added data, a purpose, recipients or countries since the yes, which does not stretch to them; the customer is asked again. `restricted`: the use of some of its data is restricted. A partner’s system reads `withdrawn` of every yes that permits nothing for now.',
    ),
  since: z.iso
    .datetime()
    .nullable()
    .describe('When it was decided, or ran out; null where nothing was decided.'),
  decision: z
    .uuid()
    .nullable()
    .describe('The latest decision: the next one names it as `previousId`. Null where there is none.'),
  policyVersion: z.int().nullable().describe('The policy version the decision was taken under.'),
  cacheUntil: z.iso
    .datetime()
    .describe('Until when the answer may be kept: a minute at most, and never past the end of a yes.'),
  restricted: z
    .array(
      z.object({
        field: z.string().describe('The kind of data.'),
        allowed: z
          .array(z.enum(remainingGrounds))
          .describe('What it may still be used for, without a consent.'),
      }),
    )
    .describe('Under a yes, those of the consent’s data whose use is restricted.'),
})

const decisionAnswer = z.object({
  decision: z.uuid().describe('The decision’s id, for the next one to name.'),
  consent: z.string().describe('The consent, as named.'),
  outcome: z.enum(decisionOutcomes).describe('A no where no yes was in force is a refusal.'),
  decidedAt: z.iso.datetime().describe('When it took effect: at the time of the call.'),
  expiresAt: z.iso.datetime().nullable().describe('When a yes runs out by itself.'),
  channel: z.enum(decisionChannels).describe('Where it was decided.'),
  locale: z.enum(locales).describe('The language the customer read.'),
  policyVersion: z.int().describe('The policy version it was taken under.'),
  evidence: z.string().nullable().describe('What proves it, as named.'),
})

/** The part of the verb's view that the caller gets: the new decision. */
const decided = z
  .object({
    id: z.string(),
    history: z
      .tuple([
        z.object({
          id: z.string(),
          outcome: z.enum(decisionOutcomes),
          at: z.date(),
          expiresAt: z.date().nullable(),
          channel: z.enum(decisionChannels),
          locale: z.enum(locales),
          policyVersion: z.int(),
          evidence: z.string().nullable(),
        }),
      ])
      .rest(z.unknown()),
  })
  .transform(({ id: consent, history: [{ id: decision, at: decidedAt, ...rest }] }) => ({
    decision,
    consent,
    decidedAt,
    ...rest,
  }))

const told = {
  customer: 'C-1048',
  consent: 'marketing-sms',
  allowed: true,
  reason: 'given',
  since: '2026-11-20T07:00:00.000Z',
  decision: '0199aa00-0000-7000-8000-000000000118',
  policyVersion: 3,
  cacheUntil: '2026-11-25T07:01:00.000Z',
  restricted: [],
}
const unknown = {
  customer: 'C-9999',
  consent: 'marketing-sms',
  allowed: false,
  reason: 'unknown-customer',
  since: null,
  decision: null,
  policyVersion: null,
  cacheUntil: '2026-11-25T07:01:00.000Z',
  restricted: [],
}

export const consentOperations: readonly Operation[] = [
  {
    id: 'checkConsents',
    method: 'POST',
    path: '/consents/check',
    tag: 'Consents',
    summary: 'Ask whether something is allowed',
    description:
      'Answers 1 to 1,000 pairs of a customer and a consent in their order. An unknown customer or consent is an answer, not an error; without a decision nothing is allowed. A yes covers what the consent allowed under its policy version: once today’s policy allows more, the answer is no, `outgrown`, until the customer agrees again. While the use of some of its data is restricted, the answer is no, `restricted`, with what remains allowed; a partner’s system reads `withdrawn` then.',
    verb: checkConsents,
    body: checkConsents.input,
    example: {
      body: {
        pairs: [
          { customer: 'C-1048', consent: 'marketing-sms' },
          { customer: 'C-9999', consent: 'marketing-sms' },
        ],
      },
      answer: { answers: [told, unknown] },
    },
    status: 200,
    answer: z.object({ answers: z.array(checkAnswer).describe('One for each pair, in their order.') }),
    handle: async (ctx, { body }) => ({ answers: await checkConsents(ctx, body) }),
  },
  {
    id: 'listCustomerConsents',
    method: 'GET',
    path: '/customers/{ref}/consents',
    tag: 'Consents',
    summary: 'List a customer’s consents',
    description: 'Every consent of the catalogue as it stands for the customer. An unknown customer is 404.',
    verb: checkCustomer,
    findsCustomer: false,
    params: customerParams,
    refusals: [404],
    example: { params: { ref: 'C-1048' }, answer: { consents: [told] } },
    status: 200,
    answer: z.object({ consents: z.array(checkAnswer).describe('In the order of the policy.') }),
    handle: async (ctx, { params }) => ({
      consents: await checkCustomer({ ...ctx, reference: params.ref ?? '' }),
    }),
  },
  {
    id: 'recordDecision',
    method: 'POST',
    path: '/customers/{ref}/decisions',
    tag: 'Consents',
    summary: 'Record a decision taken elsewhere',
    description:
      'Records what a customer decided in the app, a branch or by phone. It names the decision it follows, as `checkConsents` tells it; when another was taken meanwhile, or nothing would change, the answer is 409. `policyVersion` is the version whose text the customer read; a yes to one that allowed less than today’s is refused. A withdrawal that an open contract forbids is 423.',
    verb: recordDecision,
    findsCustomer: false,
    params: customerParams,
    body: recordDecision.input,
    refusals: [404, 409, 423],
    example: {
      params: { ref: 'C-1048' },
      body: {
        consent: 'marketing-sms',
        outcome: 'withdrawn',
        previousId: '0199aa00-0000-7000-8000-000000000118',
        channel: 'phone',
        locale: 'kk',
        evidence: 'REC-2026/4471',
      },
      answer: {
        decision: '0199aa00-0000-7000-8000-000000000119',
        consent: 'marketing-sms',
        outcome: 'withdrawn',
        decidedAt: '2026-11-25T07:00:00.000Z',
        expiresAt: null,
        channel: 'phone',
        locale: 'kk',
        policyVersion: 3,
        evidence: 'REC-2026/4471',
      },
    },
    status: 201,
    answer: decisionAnswer,
    keepsAnswer: true,
    handle: (ctx, { params, body }) => recordDecision({ ...ctx, reference: params.ref ?? '' }, body),
    answerOf: (view) => decided.parse(view),
  },
]
