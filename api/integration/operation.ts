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
  tag: string
  summary: string
  description: string
  /**
   * With `{ref}` in its path the context's subject is that customer, and nobody unknown comes this far. False: the
   * verb finds the customer itself, or makes them known.
   */
  findsCustomer?: false
  /** The permission a key must carry. */
  scope: Scope
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType | 'ndjson'
  status: 200 | 201 | 202
  answer: z.ZodType
  /** A write keeps its answer under the caller's `Idempotency-Key`; what can be repeated by its nature needs none. */
  keepsAnswer?: boolean
  /** Calls one verb. */
  handle(ctx: Ctx, asked: Asked): Promise<unknown>
  /** What of the verb's result the caller is told; all of it when absent. Pure: it also says what is kept. */
  answerOf?(result: unknown): unknown
}
