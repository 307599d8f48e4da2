import type { KeyObject } from 'node:crypto'
import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { Config } from '#config'
import { appliedBody, type DeliveryFault } from '#domain/events/schema.ts'
import type { SendWebhook } from '#domain/events/webhooks.ts'
import type { PermitsAddress } from '#domain/systems/receiver-address.ts'
import { networkList } from '#networks'
import {
  AddressRefused,
  guardedLookup,
  literalOf,
  permitsAddress,
  type Reach,
  requireReach,
} from './webhook-address.ts'

/** How much of an answer is read; the rest is not waited for. */
const mostAnswerBytes = 64 * 1024

export interface WebhookSender {
  send: SendWebhook
  permits: PermitsAddress
  close(): void
}

/** The sender of an installation: how long a try may take and which networks it reaches are settings. */
export const webhookSenderOf = ({
  WEBHOOK_TIMEOUT_SECONDS: seconds,
  WEBHOOK_ALLOWED_NETWORKS: networks,
}: Pick<Config, 'WEBHOOK_TIMEOUT_SECONDS' | 'WEBHOOK_ALLOWED_NETWORKS'>): WebhookSender =>
  webhookSender({ allowed: networkList(networks) }, seconds)

/**
 * Posts deliveries as Standard Webhooks 1.0 says: signed, 2xx is success, redirects are not followed. The address is
 * checked as written, as resolved, and once more when the connection is made.
 * @param timeoutSeconds how long a try may take, from the look-up of the name to the last byte of the answer.
 * @param resolve for tests; otherwise the system resolves names.
 */
export function webhookSender(reach: Reach, timeoutSeconds: number, resolve?: LookupFunction): WebhookSender {
  const kept = { keepAlive: true, maxSockets: 64, maxFreeSockets: 16, timeout: 4000 }
  const ways = {
    'http:': { request: plainRequest, agent: new PlainAgent(kept) },
    'https:': { request: tlsRequest, agent: new TlsAgent(kept) },
  }
  const post = (url: URL, headers: Record<string, string>, body: string) =>
    new Promise<{ status: number; text: string | null }>((done, fail) => {
      const { protocol } = url
      if (protocol !== 'http:' && protocol !== 'https:') throw new AddressRefused(protocol)
      const literal = literalOf(url)
      if (isIP(literal) > 0) requireReach(literal, protocol, reach)
      const { request, agent } = ways[protocol]
      const asked = request(url, {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        lookup: guardedLookup(protocol, reach, resolve),
        signal: AbortSignal.timeout(timeoutSeconds * 1000),
      })
      asked.once('error', fail)
      asked.once('response', (answer) => readAnswer(answer).then(done, fail))
      asked.once('socket', (socket) => {
        const ready = () => {
          try {
            requireReach(socket.remoteAddress ?? '', protocol, reach)
            asked.end(body)
          } catch (error) {
            asked.destroy(error instanceof Error ? error : undefined)
          }
        }
        if (!socket.connecting && asked.reusedSocket) ready()
        else socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', ready)
      })
    })
  return {
    send: async ({ id, url, secrets, body }, at) => {
      const text = JSON.stringify(body)
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Arqau',
        ...signatureHeaders({ id, at, body: text }, secrets),
      }
      try {
        const answer = await post(new URL(url), headers, text)
        return { status: answer.status, fault: null, applied: saysApplied(answer) }
      } catch (error) {
        return { status: null, fault: faultOf(error), applied: false }
      }
    },
    permits: (url) => permitsAddress(new URL(url), reach, resolve),
    close: () => {
      for (const { agent } of Object.values(ways)) agent.destroy()
    },
  }
}

/**
 * The headers of Standard Webhooks 1.0, with a signature by each secret: a receiver may know the new one or still the
 * former.
 */
export const signatureHeaders = (
  { id, at, body }: { id: string; at: Date; body: string },
  secrets: readonly KeyObject[],
) => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': secrets
    .map((secret) => new Webhook(secret.export(), { format: 'raw' }).sign(id, at, body))
    .join(' '),
})

/** @returns the text, or null when it was longer than what is read. */
async function readAnswer(answer: IncomingMessage): Promise<{ status: number; text: string | null }> {
  const status = answer.statusCode ?? 0
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of answer) {
    bytes += chunk.length
    if (bytes > mostAnswerBytes) {
      answer.destroy()
      return { status, text: null }
    }
    chunks.push(chunk)
  }
  return { status, text: Buffer.concat(chunks).toString('utf8') }
}

function saysApplied({ status, text }: { status: number; text: string | null }): boolean {
  if (status < 200 || status > 299 || !text) return false
  try {
    return appliedBody.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}

function faultOf(error: unknown): DeliveryFault {
  if (!(error instanceof Error)) return 'unreachable'
  if (error instanceof AddressRefused) return 'address-refused'
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timeout'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (error instanceof TypeError && code === 'ERR_INVALID_URL') return 'name-unknown'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name-unknown'
  if (code === 'ETIMEDOUT') return 'timeout'
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code)) return 'tls'
  return code === 'ECONNRESET' || code === 'EPIPE' || code.startsWith('HPE_') ? 'cut-off' : 'unreachable'
}
