import { z } from 'zod'
import { blockSignIn } from '#domain/measures/block-sign-in.ts'
import { endSessions } from '#domain/measures/end-sessions.ts'
import { unblockSignIn } from '#domain/measures/unblock-sign-in.ts'
import { customerParams } from '../customer-params.ts'
import type { Operation } from '../operation.ts'

const blockAnswer = z.object({
  blockedSince: z.iso
    .datetime()
    .nullable()
    .describe('Since when sign-in is blocked, as it stands now; null while it is not.'),
})
const endingExample = { reason: 'phone-lost' }

export const measureOperations: readonly Operation[] = [
  {
    id: 'blockSignIn',
    method: 'PUT',
    path: '/customers/{ref}/sign-in-block',
    tag: 'Sign-in',
    summary: 'Block a customer’s sign-in',
    description:
      'Blocks sign-in at once, such as when a phone is reported stolen: sessions and staff’s looks end, and no code signs the customer in. The customer is told by text message and e-mail, and reads at the sign-in, after the right code, that the bank has blocked it. Others who share the number sign in as before. Saying the same again changes nothing.',
    verb: blockSignIn,
    params: customerParams,
    body: blockSignIn.input,
    example: {
      params: { ref: 'C-1048' },
      body: endingExample,
      answer: { blockedSince: '2026-11-20T21:14:00.000Z' },
    },
    status: 200,
    answer: blockAnswer,
    handle: (ctx, { body }) => blockSignIn(ctx, body),
  },
  {
    id: 'unblockSignIn',
    method: 'DELETE',
    path: '/customers/{ref}/sign-in-block',
    tag: 'Sign-in',
    summary: 'Lift the block of a customer’s sign-in',
    description:
      'Lets the customer sign in again, with a new code; they are told. It lifts a block by staff as well. Where nothing is blocked nothing changes.',
    verb: unblockSignIn,
    params: customerParams,
    query: unblockSignIn.input,
    example: {
      params: { ref: 'C-1048' },
      query: { reason: 'identity-confirmed' },
      answer: { blockedSince: null },
    },
    status: 200,
    answer: blockAnswer,
    handle: (ctx, { query }) => unblockSignIn(ctx, query),
  },
  {
    id: 'endSessions',
    method: 'DELETE',
    path: '/customers/{ref}/sessions',
    tag: 'Sign-in',
    summary: 'End a customer’s sessions',
    description:
      'Ends all sessions of a customer at once without blocking sign-in; codes that were asked for before sign nobody in, and the customer is told. Where no session is open nothing changes.',
    verb: endSessions,
    params: customerParams,
    query: endSessions.input,
    example: {
      params: { ref: 'C-1048' },
      query: endingExample,
      answer: { endedAt: '2026-11-20T21:14:00.000Z' },
    },
    status: 200,
    answer: z.object({
      endedAt: z.iso.datetime().nullable().describe('When they ended; null where none was open.'),
    }),
    handle: (ctx, { query }) => endSessions(ctx, query),
  },
]
