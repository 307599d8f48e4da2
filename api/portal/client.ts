import type { RouterClient } from '@orpc/server'
import type { Refusal } from '../errors.ts'
import type { portal } from './router.ts'

/**
 * A client of the browser's API, typed by the router. It speaks oRPC's wire format for plain JSON and single files; oRPC's
 * own client would take a third of a page's budget (docs/decisions/006-what-the-browser-is-sent.md).
 */
export const client = callable([]) as Plain<RouterClient<typeof portal>>

/** A call that the server refused. */
class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** The server's refusal in the reader's language; undefined for any other failure, such as no network. */
export const refusalIn = (error: unknown): Refusal | undefined =>
  error instanceof Refused ? error.refusal : undefined

/** The sentence to show for a call that failed: the server's own, or the given one when it was not reached. */
export const sentenceFor = (error: unknown, unreached: string): string =>
  refusalIn(error)?.message ?? unreached

/** The types that plain JSON keeps. A result with a date or a file does not compile when it is used. */
declare const lost: unique symbol
type Json<Value> = Value extends Date | Blob
  ? { [lost]: Value }
  : Value extends object
    ? { [Name in keyof Value]: Json<Value[Name]> }
    : Value
type Plain<Router> = {
  [Name in keyof Router]: Router[Name] extends (...input: infer Input) => Promise<infer Output>
    ? (...input: Input) => Promise<Json<Output>>
    : Plain<Router[Name]>
}

/** `client.consents.decide(input)`: the property names are the path. */
function callable(path: readonly string[]): object {
  return new Proxy(() => {}, {
    get: (_, name) => callable([...path, String(name)]),
    apply: (_, __, [input]: unknown[]) => call(path, input),
  })
}

async function call(path: readonly string[], input: unknown): Promise<unknown> {
  const answer = await fetch(`/api/portal/${path.join('/')}`, { method: 'POST', ...bodyOf(input) })
  const { json } = await answer.json()
  if (answer.ok) return json
  const refused = new Refused(json.data)
  // The open page asks at once whether its session is over (`components/shell/keep-fresh.tsx`).
  if (refused.refusal.code === 'signed-out') dispatchEvent(new Event('signed-out'))
  throw refused
}

function bodyOf(input: unknown): Pick<RequestInit, 'body' | 'headers'> {
  const files = Object.entries(input ?? {}).filter(([, value]) => value instanceof File)
  if (files.length === 0)
    return { body: JSON.stringify({ json: input }), headers: { 'content-type': 'application/json' } }
  const form = new FormData()
  form.set(
    'data',
    JSON.stringify({ json: { ...Object(input) }, meta: [], maps: files.map(([name]) => [name]) }),
  )
  for (const [index, [, file]] of files.entries()) form.set(String(index), file)
  return { body: form }
}
