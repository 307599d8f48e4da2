import { z } from 'zod'
import { listImportFaults } from '#domain/imports/list-import-faults.ts'
import { KeyEnded } from '#domain/imports/open-import.ts'
import { receiveImport } from '#domain/imports/receive-import.ts'
import { importEndReasons, importStates, mostListed } from '#domain/imports/schema.ts'
import { showImport } from '#domain/imports/show-import.ts'
import { translator } from '#i18n/translator.ts'
import { unauthorized } from '../../errors.ts'
import type { Operation } from '../operation.ts'

const importAnswer = z.object({
  id: z.uuid().describe('By which the import is followed.'),
  state: z
    .enum(importStates)
    .describe(
      '`receiving` while lines come; `running` once all have come; `done`; `cut-off` when no more was taken in the middle, and the whole lines that had come are done all the same; `failed` when the rest is not done, and what was done stays.',
    ),
  startedAt: z.date().describe('When its first byte came.'),
  receivedAt: z.date().nullable().describe('When the last byte had come.'),
  endedAt: z.date().nullable().describe('When nothing was left to do.'),
  endReason: z
    .enum(importEndReasons)
    .nullable()
    .describe(
      'Why it was cut off: `sender-gone`; `silent` for an hour; `key-ended` when the key was revoked or expired while lines came; `quota` when the system had sent what it may in a day. Why it failed: `tries` when it was given up after ten tries; `mostly-bad` when more than 95 % of 10,000 lines or more were bad. Null otherwise.',
    ),
  lines: z
    .object({
      received: z.int().describe('How many have come.'),
      done: z.int().describe('Each of them changed something, changed nothing, or is bad.'),
      changed: z.int().describe('How many changed something.'),
      unchanged: z.int().describe('How many said what was there already.'),
      bad: z.int().describe('How many could not be taken.'),
    })
    .describe('How many lines there are, and how they fared so far.'),
})
const importParams = z.object({ id: z.uuid().describe('As the import was answered with.') })
const faultsAnswer = z.object({
  bad: z.int().describe('How many lines are bad so far.'),
  listed: z
    .int()
    .describe(`How many of them are listed, the first ones: ${mostListed.toLocaleString('en')} at most.`),
  faults: z
    .array(
      z.object({
        line: z.int().describe('Counted from 1.'),
        path: z.string().describe('Where in the line; empty for the line as a whole.'),
        reason: z.string().describe('A code that stays the same.'),
        message: z.string().describe('The same as a sentence, in the language asked for.'),
      }),
    )
    .describe('The bad lines of this page.'),
  next: z.int().nullable().describe('To be sent as `after` for the page after this; null on the last.'),
})
const id = '0199aa00-0000-7000-8000-000000000640'
const lines = [
  { kind: 'customer', reference: 'C-1048', iin: '800101100013', phone: '+77010000118', locale: 'kk' },
  { kind: 'holding', customer: 'C-1048', field: 'email', value: 'gulsim@example.kz', obtainedVia: 'app' },
  {
    kind: 'disclosure',
    customer: 'C-1048',
    id: 'SMS-77120',
    recipient: 'unqaghaz',
    fields: ['phone'],
    disclosedAt: '2026-11-20T12:00:00+05:00',
  },
]
const running = {
  id,
  state: 'running',
  startedAt: '2026-11-20T07:00:00.000Z',
  receivedAt: '2026-11-20T07:00:02.000Z',
  endedAt: null,
  endReason: null,
  lines: { received: 3, done: 0, changed: 0, unchanged: 0, bad: 0 },
}

export const importOperations: readonly Operation[] = [
  {
    id: 'startImport',
    method: 'POST',
    path: '/imports',
    tag: 'Imports',
    summary: 'Send a file of lines',
    description:
      'NDJSON of any size, one object a line, in the order in which they count: customers, what is held of them, what was told about them, and what programs decided about them, by the rules of the calls that take them one by one. Lines are kept sealed as they come and done in the background; a bad one stops none of the others. A line that would change a value whose use is restricted is bad, and so is one with a value that was erased at the customer’s request. A line of a kind that the key’s scopes do not cover is bad, and a file that is nearly all bad is given up. When the key is revoked while lines come, no more are taken, and those that had come are done. A system may have ten imports open, begin 120 in an hour and send 200 million lines in a day. Sending the same file again changes nothing, so what was cut off is simply sent again. The body may be compressed.',
    verb: receiveImport,
    body: 'ndjson',
    refusals: [409],
    example: { body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''), answer: running },
    status: 202,
    answer: importAnswer,
    handle: (ctx, { body }) =>
      receiveImport(ctx, body).catch((error: unknown) => {
        throw error instanceof KeyEnded ? unauthorized() : error
      }),
  },
  {
    id: 'showImport',
    method: 'GET',
    path: '/imports/{id}',
    tag: 'Imports',
    summary: 'Follow an import',
    description: 'How far an import of the calling system is. It is kept for 90 days after its end.',
    verb: showImport,
    params: importParams,
    example: {
      params: { id },
      answer: {
        ...running,
        state: 'done',
        endedAt: '2026-11-20T07:00:03.000Z',
        lines: { received: 3, done: 3, changed: 2, unchanged: 0, bad: 1 },
      },
    },
    status: 200,
    answer: importAnswer,
    handle: (ctx, { params }) => showImport(ctx, params),
  },
  {
    id: 'listImportFaults',
    method: 'GET',
    path: '/imports/{id}/faults',
    tag: 'Imports',
    summary: 'List the bad lines',
    description:
      'The first lines that could not be taken, with their numbers and the reasons, in the order of the file, and how many there are in all. Values are never repeated.',
    verb: listImportFaults,
    params: importParams,
    query: z.object({
      after: z.int().min(0).optional().describe('The number of the line after which to go on.'),
      limit: z.int().min(1).max(1000).optional().describe('How many at most; 100 when absent.'),
    }),
    example: {
      params: { id },
      answer: {
        bad: 1,
        listed: 1,
        faults: [
          {
            line: 3,
            path: 'recipient',
            reason: 'disclosure.line-recipient',
            message: 'Line 3: there is no such recipient.',
          },
        ],
        next: null,
      },
    },
    status: 200,
    answer: faultsAnswer,
    handle: async (ctx, { params, query }) => {
      const { faults, ...rest } = await listImportFaults(ctx, { ...query, ...params })
      const say = translator(ctx.locale, 'errors')
      const sentence = (reason: string, line: number) =>
        say.has(reason) ? say(reason, { line }) : say('invalid.general')
      return { ...rest, faults: faults.map((one) => ({ ...one, message: sentence(one.reason, one.line) })) }
    },
  },
]
