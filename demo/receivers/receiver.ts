import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

/** What the portal pushes when a customer has decided on a consent; other types of events look alike. */
export interface Pushed {
  type: string
  timestamp: string
  data: {
    delivery: string
    customer: string
    data: { decision: string; consent: string; outcome: 'given' | 'refused' | 'withdrawn' }
  }
}

/** How far an event has come: done for good, or taken and to be confirmed later. */
export type Obeyed = 'applied' | 'taken'

/**
 * A receiver of the portal's events.
 * @param secret what its deliveries are signed with: `whsec_…`, as it was shown once.
 * @param obey does what the event says. What it throws makes the portal try again.
 */
export function receiver(secret: string, obey: (pushed: Pushed) => Promise<Obeyed>) {
  const webhook = new Webhook(secret)
  /** What has been done, by `webhook-id`. A real receiver keeps it in its database, in obey's own transaction. */
  const done = new Map<string, Obeyed>()
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request)
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    let pushed: Pushed
    try {
      pushed = webhook.verify(body, headers) as Pushed
    } catch {
      response.writeHead(401).end()
      return
    }
    if (pushed.type === 'subscription.tested') {
      response.writeHead(204).end()
      return
    }
    const id = headers['webhook-id'] ?? ''
    try {
      const obeyed = done.get(id) ?? (await obey(pushed))
      done.set(id, obeyed)
      response.writeHead(obeyed === 'applied' ? 200 : 202, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ status: obeyed }))
    } catch {
      response.writeHead(500).end()
    }
  }
}
