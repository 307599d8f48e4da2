import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TokenIssuer } from '#api/v1/jwt.ts'
import type { Operation } from '#api/v1/operation.ts'
import { operations } from '#api/v1/operations.ts'
import { serveApi } from '#api/v1/serve.ts'
import { type Client, makeClient } from '#clients/typescript/client.ts'
import { systemKeys } from '#db/schema/systems.ts'
import { scopes as allScopes, type Scope } from '#domain/permissions.ts'
import { newKeyText } from '#domain/systems/key.ts'
import { type Answer, conformance, type Documented, documentOnDisk } from './conformance.ts'
import { insertSystem } from './system-rows.ts'
import { testNow, type World } from './world.ts'

/** A key of a system of the bank, as an administrator would have issued it. */
export interface MachineKey {
  systemId: string
  id: string
  text: string
}
export interface Asking {
  /** Sent as JSON. */
  json?: unknown
  /** Sent as it is; its `content-type` is the caller's business. */
  raw?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
  headers?: Record<string, string>
  signal?: AbortSignal
}
export interface MachineAnswer extends Answer {
  json: unknown
}
/** The machine API on a port of its own over a test's world; every answer is held to the document. */
export interface Machine {
  address: string
  /** A system's key; of `core-banking`, with every scope and for a year, unless told otherwise. */
  issueKey(given?: { systemId?: string; scopes?: readonly Scope[]; expiresAt?: Date }): Promise<MachineKey>
  /** @throws Error when the answer is not as documented */
  call(key: MachineKey | null, method: string, path: string, asking?: Asking): Promise<MachineAnswer>
  /** The generated client, held to the document as well. */
  client(key: MachineKey): Client
  stop(): Promise<void>
}

/** Of two that live at a time the desk sees to it; a test may have as many as it likes. */
let slots = 0

export async function startMachine(
  world: World,
  {
    now = () => testNow,
    requestsPerSecond = 10_000,
    served = operations,
    document = documentOnDisk(),
    tokens = null,
  }: {
    now?: () => Date
    requestsPerSecond?: number
    served?: readonly Operation[]
    document?: Documented
    tokens?: TokenIssuer | null
  } = {},
): Promise<Machine> {
  const { db, feeds, keys } = world
  const serve = serveApi({ db: feeds, keys, operations: served, requestsPerSecond, tokens, now })
  const server = createServer((request, response) => {
    void serve(request, response, randomUUID())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = `http://127.0.0.1:${portOf(server.address())}`
  const conforms = conformance(document)
  const checked = async (method: string, url: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(url, init)
    const text = await response.clone().text()
    const { pathname, search } = new URL(url)
    conforms(method, pathname + search, { status: response.status, headers: response.headers, text })
    return response
  }
  return {
    address,
    async issueKey({ systemId = 'core-banking', scopes = allScopes, expiresAt } = {}) {
      const { id, secretHash, text } = newKeyText()
      slots += 1
      await insertSystem(db, systemId, testNow, { kk: systemId, ru: systemId, en: systemId })
      await db.insert(systemKeys).values({
        id,
        systemId,
        secretHash,
        scopes: [...scopes],
        slot: slots,
        createdAt: testNow,
        expiresAt: expiresAt ?? new Date(testNow.getTime() + 365 * 24 * 60 * 60 * 1000),
      })
      return { systemId, id, text }
    },
    async call(key, method, path, { json, raw, headers = {}, signal } = {}) {
      const response = await checked(method, `${address}/api/v1${path}`, {
        method,
        signal: signal ?? null,
        headers: {
          ...(key ? { authorization: `Bearer ${key.text}` } : {}),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        ...(raw === undefined ? {} : { body: raw }),
        ...(raw instanceof ReadableStream ? { duplex: 'half' } : {}),
      })
      const text = await response.text()
      const { status, headers: given } = response
      return { status, headers: given, text, json: text === '' ? null : JSON.parse(text) }
    },
    client: ({ text }) =>
      makeClient({
        address,
        key: text,
        fetch: (url, init = {}) => checked(init.method ?? 'GET', String(url), init),
      }),
    async stop() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || !address) throw new Error('the server listens on no port')
  return address.port
}
