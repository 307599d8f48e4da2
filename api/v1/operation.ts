import type { z } from 'zod'
import type { Ctx } from '#domain/context.ts'
import type { Scope } from '#domain/permissions.ts'

/** Everything an operation is given: what stood in its address and its body, not yet taken apart. */
export interface Asked {
  params: Record<string, string>
  query: Record<string, string>
  /** The body's JSON; for `ndjson` the bytes as they come, decompressed. */
  body: unknown
  /** Ends when the caller has gone. */
  signal: AbortSignal
}

/** The groups of the document, in its order. */
export const tags = {
  Customers: 'Who the bank’s customers are, and who answers for them by law.',
  Holdings: 'What the bank holds about a customer, and the contracts that bind them.',
  Consents: 'Whether something is allowed, and decisions taken outside the portal.',
  Disclosures: 'Who was told what about whom.',
  Imports: 'All of this in bulk, as lines of a stream.',
  Events: 'What happened, in order, for systems that ask.',
  Deliveries: 'What systems were told, and their word that they obey.',
  'State service': 'What the state service of control of access to personal data knows.',
} as const
export type Tag = keyof typeof tags

/**
 * One operation of the machine API, declared once: the server routes by it and `docs/openapi.json` is written from
 * it. Inputs are taken apart by the verb that `handle` calls, with the same schemas that are named here.
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
   * With `{ref}` in its path the context's subject is that customer, and nobody unknown comes this far. False: the
   * verb finds the customer itself, or makes them known.
   */
  findsCustomer?: false
  /** The verb that does it; a key must carry its permission. */
  verb: { readonly permission: Scope }
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType | 'ndjson'
  /** Statuses of refusals beside those that follow from the rest: 409 for what was decided meanwhile, 423 for what is locked. */
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
  /** A write keeps its answer under the caller's `Idempotency-Key`; what can be repeated by its nature needs none. */
  keepsAnswer?: boolean
  /** Calls one verb. */
  handle(ctx: Ctx, asked: Asked): Promise<unknown>
  /** What of the verb's result the caller is told; all of it when absent. Pure: it also says what is kept. */
  answerOf?(result: unknown): unknown
}
