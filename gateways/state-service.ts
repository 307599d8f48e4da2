import { z } from 'zod'
import type { Config } from '#config'
import {
  type StateApplication,
  type StateService,
  StateServiceFailed,
  stateApplication,
  stateConsent,
} from '#domain/state-service/state-service.ts'

/** The address of the state service, or of the bank's gateway to it, and the credentials to send. */
export interface StateServiceAddress {
  url: string
  authorization: string | null
}

const answerBytes = 1024 * 1024
const patienceMs = 10_000
/** Each application is parsed by itself, so that one that cannot be read keeps no other from being taken. */
const listAnswer = z.strictObject({ applications: z.array(z.unknown()).max(10_000) })
const noAnswer = z.strictObject({})

/** The client for the state service that the settings name; null when they name none. */
export function stateServiceOf(config: Config, onUnreadable?: (count: number) => void): StateService | null {
  const { STATE_SERVICE_URL: url, STATE_SERVICE_USER: user, STATE_SERVICE_PASSWORD: password } = config
  if (!url) return null
  const basic = user && `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const bearer = config.STATE_SERVICE_TOKEN && `Bearer ${config.STATE_SERVICE_TOKEN}`
  return stateServiceClient({ url, authorization: basic || bearer || null }, { onUnreadable })
}

/**
 * A client that sends JSON over HTTPS: each operation is a `POST` to its name below the address, as
 * `docs/operations.md` says. An IIN is sent in bodies only; errors hold codes and no part of a request or answer.
 * @param onUnreadable gets the number of listed applications that could not be read; they are left out.
 */
export function stateServiceClient(
  at: StateServiceAddress,
  {
    onUnreadable,
    patience = patienceMs,
  }: { onUnreadable?: ((count: number) => void) | undefined; patience?: number } = {},
): StateService {
  const ask = <Answer>(operation: string, body: unknown, shape: z.ZodType<Answer>) =>
    post(at, operation, { body, shape, patience })
  return {
    askConsent: (question) => ask('KDP_SERVICE', question, stateConsent),
    listApplications: async () => {
      const { applications } = await ask('KDP_LIST_TO_REVOKE', {}, listAnswer)
      const readable = applications.flatMap((one): StateApplication[] => {
        const parsed = stateApplication.safeParse(one)
        return parsed.success ? [parsed.data] : []
      })
      const unreadable = applications.length - readable.length
      if (unreadable > 0) onUnreadable?.(unreadable)
      return readable
    },
    sendDecision: async (decision) => {
      await ask('KDP_SEND_SOLUTION', decision, noAnswer)
    },
  }
}

async function post<Answer>(
  { url, authorization }: StateServiceAddress,
  operation: string,
  { body, shape, patience }: { body: unknown; shape: z.ZodType<Answer>; patience: number },
): Promise<Answer> {
  const reached = await fetch(`${url.replace(/\/$/, '')}/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patience),
    redirect: 'error',
  })
    .then(async (answer) => ({ status: answer.status, ok: answer.ok, text: await textOf(answer) }))
    .catch((error: unknown) => {
      throw error instanceof StateServiceFailed ? error : new StateServiceFailed('unreachable')
    })
  if (!reached.ok) throw new StateServiceFailed(reached.status)
  const parsed = shape.safeParse(jsonOf(reached.text))
  if (!parsed.success) throw new StateServiceFailed('answer')
  return parsed.data
}

/** @throws StateServiceFailed when the answer is longer than allowed. */
async function textOf(answer: Response): Promise<string> {
  if (!answer.body) return ''
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body) {
    size += part.byteLength
    if (size > answerBytes) throw new StateServiceFailed('answer')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
