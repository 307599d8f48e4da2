import { z } from 'zod'
import type { Ctx } from '#domain/context.ts'
import { confirmDelivery } from '#domain/events/confirm-delivery.ts'
import { readEvents } from '#domain/events/read-events.ts'
import { confirmedDelivery, type EventsView, eventsView, feedQuery } from '#domain/events/schema.ts'
import { parse } from '#domain/parse.ts'
import { makeWakeup } from '#domain/wakeup.ts'
import { services } from '#services'
import type { Asked, Operation } from '../operation.ts'

const id = '0199aa00-0000-7000-8000-0000000000'

export const eventOperations: readonly Operation[] = [
  {
    id: 'readEvents',
    method: 'GET',
    path: '/events',
    tag: 'Events',
    summary: 'Read what happened, in order',
    description:
      'The feed after a position. Positions count from 1 without gaps and never change, and nothing comes in before what was read, so a reader keeps one number: `next`. A customer’s events stand in the order in which they happened. With `wait` an empty answer is held back until something happens, 30 seconds at the longest.',
    verb: readEvents,
    query: feedQuery,
    example: {
      query: { after: 41, limit: 100, types: 'consent.decided', wait: 30 },
      answer: {
        events: [
          {
            ...{ id: `${id}42`, type: 'consent.decided', at: '2026-11-20T07:00:00.000Z', position: 42 },
            customer: 'C-1048',
            data: {
              ...{ decision: `${id}01`, consent: 'marketing-sms', outcome: 'withdrawn' },
              ...{ decidedAt: '2026-11-20T07:00:00.000Z', expiresAt: null },
              ...{ channel: 'portal', locale: 'kk', policyVersion: 3 },
            },
          },
        ],
        next: 42,
        more: false,
      },
    },
    status: 200,
    answer: eventsView,
    handle: follow,
  },
  {
    id: 'confirmDelivery',
    method: 'POST',
    path: '/deliveries/{id}/confirmation',
    tag: 'Deliveries',
    summary: 'Say that you obey',
    description:
      'Confirms a delivery that was taken with a 2xx but applied only later. The customer sees when. Only the system it was sent to can; saying it again changes nothing. A receiver that applies at once answers the delivery itself with `{"status":"applied"}` and needs no confirmation.',
    verb: confirmDelivery,
    params: z.object({ id: z.uuid().describe('The delivery: `webhook-id`, and `delivery` in its data.') }),
    example: {
      params: { id: `${id}77` },
      answer: {
        id: `${id}77`,
        confirmedAt: '2026-11-20T07:02:03.000Z',
        confirmBy: '2026-11-20T11:00:00.000Z',
      },
    },
    status: 200,
    answer: confirmedDelivery,
    handle: (ctx, { params }) => confirmDelivery(ctx, params),
  },
]

/** Reads the feed. When there is nothing to read it waits, without holding a database connection. */
async function follow(ctx: Ctx, { query, signal }: Pick<Asked, 'query' | 'signal'>): Promise<EventsView> {
  const { wait: seconds } = parse(feedQuery, query)
  const { wait: _, ...asked } = query
  if (seconds === 0) return readEvents(ctx, asked)
  const until = performance.now() + seconds * 1000
  const wakeup = makeWakeup()
  const { database } = await services()
  const stop = database.listen({ heard: (said) => said === 'placed' && wakeup.wake() })
  signal.addEventListener('abort', wakeup.wake)
  try {
    let after = asked.after
    for (;;) {
      wakeup.reset()
      const view = await readEvents(ctx, { ...asked, after })
      const left = until - performance.now()
      if (view.events.length > 0 || view.more || left <= 0 || signal.aborted) return view
      after = String(view.next)
      await wakeup.wait(left)
    }
  } finally {
    stop()
    signal.removeEventListener('abort', wakeup.wake)
  }
}
