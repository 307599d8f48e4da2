import type { z } from 'zod'
import type { Ctx } from '#domain/context.ts'
import type { Scope } from '#domain/permissions.ts'

/** Everything an operation gets from its request: parameters, query and body, not yet parsed. */
export interface Asked {
  params: Record<string, string>
  query: Record<string, string>
  /** The body's JSON; for `ndjson` the bytes as they arrive, decompressed. */
  body: unknown
  /** Aborts when the caller closes the connection, or the process begins to stop. */
  signal: AbortSignal
}

/** The groups of the document, in its order. */
export const tags = {
  Customers: 'Who the bank’s customers are, and who answers for them by law.',
  'Sign-in': 'Blocking a customer’s sign-in, and ending their sessions.',
  Holdings: 'What the bank holds about a customer, and the contracts that bind them.',
  Consents: 'Whether something is allowed, and decisions taken outside the portal.',
  Complaints: 'What customers complain of by letter, by phone or at a branch.',
  Restrictions: 'Data that are kept and not used, and how systems prove it.',
  Tasks: 'What customers ask for and systems are to do, and what came of it.',
  Disclosures: 'Who was told what about whom.',
  'Automated decisions': 'What programs have decided about customers without a person.',
  Imports: 'All of this in bulk, as lines of a stream.',
  Events: 'What happened, in order, for systems that ask.',
  Deliveries: 'What systems were told, and their word that they obey.',
  'State service': 'What the state service of control of access to personal data knows.',
} as const
export type Tag = keyof typeof tags

/**
 * One operation of the machine API, declared once: the server routes by it and `docs/openapi.json` is written from it.
 * The verb that `handle` calls parses the input, with the same schemas that are named here.
 */
export interface Operation {
  /** Its name in the document and the client: `checkConsents`. */
  id: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/api/v1`, with `{names}` of parameters. */
  path: `/${string}`
  /** Groups operations in the document. */
  tag: Tag
  summary: string
  description: string
  /**
   * With `{ref}` in the path the context's subject is that customer, and an unknown customer is refused before. False:
   * the verb finds or registers the customer itself.
   */
  findsCustomer?: false
  /** The verb that does it; a key must carry its permission. */
  verb: { readonly permission: Scope }
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType | 'ndjson'
  /** Statuses of further refusals: 409 when another decision came first, 423 when it is locked. */
  refusals?: readonly number[]
  /** Invented, for the document; the body of an `ndjson` is its text. */
  example?: {
    params?: Record<string, string>
    query?: Record<string, string | number>
    body?: unknown
    answer: unknown
  }
  status: 200 | 201 | 202
  answer: z.ZodType
  /** Whether the answer is stored under the caller's `Idempotency-Key`; a write that can be repeated does not need it. */
  keepsAnswer?: boolean
  /** Calls one verb. */
  handle(ctx: Ctx, asked: Asked): Promise<unknown>
  /** Makes the answer from the verb's result; without it the result is the answer. Pure, because the answer is also stored. */
  answerOf?(result: unknown): unknown
}
