import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { bankDay } from '#domain/bank-time.ts'
import type { Keys } from '#domain/crypto.ts'
import { dayMs } from '#policy/days.ts'
import { services } from '#services'
import { type DemoReceiver, demoKey, demoReceivers, demoSecret } from '../data/system-keys.ts'
import { type Obeyed, type Pushed, receiver } from './receiver.ts'
import { type HeldRecord, recordSender } from './records.ts'
import { type PushedRestriction, restrictionKeeper } from './restrictions.ts'
import { type PushedTask, taskAnswerer } from './tasks.ts'

type Listen = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** How long the slow system takes to confirm, in milliseconds; after a failure it tries again at this interval. */
const slowMs = 20_000
const triesToConfirm = 5
/** A report that was taken is sent again at this interval, which changes nothing; one that was not has its next try. */
const reportsEveryMs = 10 * 60_000
/** The kinds of data that the analytics system has. */
const analysed: readonly string[] = ['location', 'device-model', 'advertising-identifier']
/** The failing system refuses the first try of every third decision. */
const failsEvery = 3
/** How many operations core banking holds of each customer, and where they were. */
const heldOperations = 240
const places = ['азық-түлік дүкені', 'такси', 'дәріхана', 'ұялы байланыс']

/**
 * Starts the demo's systems on this machine, each at a path of its own: core banking answers tasks and sends the operations
 * that it holds for copies, the SMS gateway applies
 * a decision at once, the partner accepts it and confirms it later through the API, the analytics system fails now and then
 * and answers tasks too.
 * @param hostname the address to listen on; the port is any free one.
 * @returns the address at which they listen.
 */
export async function startDemoReceivers(hostname = '127.0.0.1'): Promise<string> {
  let players: Record<DemoReceiver, Listen> | undefined
  const server = createServer(async (request, response) => {
    const { keys, config } = await services()
    players ??= play(keys, config.PUBLIC_URL)
    const named = demoReceivers.find((name) => request.url === `/${name}`)
    if (named && request.method === 'POST') return players[named](request, response)
    response.writeHead(404).end()
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, hostname, resolve))
  server.unref()
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('a server that listens has a port')
  return `http://${hostname}:${address.port}`
}

function play(keys: Keys, portal: string): Record<DemoReceiver, Listen> {
  const secretOf = (name: DemoReceiver) => `whsec_${demoSecret(keys, name).toString('base64')}`
  const answering = (
    name: DemoReceiver,
    holds: (field: string) => boolean,
    obey: Obey,
    send?: (pushed: PushedTask) => Promise<void>,
  ) => {
    const answer = taskAnswerer(portal, demoKey(keys, name), holds)
    return async (pushed: Pushed) => {
      if (!isTask(pushed)) return obey(pushed)
      await answer(pushed)
      await send?.(pushed)
      return 'applied' as const
    }
  }
  const analytics = keeping(portal, demoKey(keys, 'analytics'))
  return {
    'core-banking': receiver(
      secretOf('core-banking'),
      answering(
        'core-banking',
        () => true,
        async () => 'applied',
        recordSender(portal, demoKey(keys, 'core-banking'), operationsOf),
      ),
    ),
    'sms-gateway': receiver(secretOf('sms-gateway'), keeping(portal, demoKey(keys, 'sms-gateway'))),
    'zhetel-media': receiver(secretOf('zhetel-media'), async ({ data: { delivery } }) => {
      void confirmLater(portal, demoKey(keys, 'zhetel-media'), delivery)
      return 'taken'
    }),
    analytics: receiver(
      secretOf('analytics'),
      failing(answering('analytics', (field) => analysed.includes(field), analytics)),
    ),
  }
}

/** What core banking holds of each customer, and the portal does not. */
function* operationsOf(): Generator<HeldRecord> {
  for (let nth = 1; nth <= heldOperations; nth += 1) {
    const day = new Date(Date.now() - nth * 3 * dayMs).toISOString().slice(0, 10)
    const [amount, where] = [nth * 350, places[nth % places.length] ?? '']
    yield { field: 'operations', value: `${amount} ₸, ${where}`, obtainedAt: day, obtainedVia: 'app' }
  }
}

type Obey = (pushed: Pushed) => Promise<Obeyed>

/** Obeys decisions, keeps to restrictions, and reports each day what it read of restricted data the day before: nothing. */
function keeping(portal: string, key: string): Obey {
  const keeper = restrictionKeeper()
  const report = () =>
    fetch(new URL('/api/v1/restrictions/reads', portal), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(keeper.report(bankDay(new Date(Date.now() - dayMs)))),
    }).catch(() => null)
  setInterval(report, reportsEveryMs).unref()
  return async (pushed) => {
    if (isRestriction(pushed)) keeper.obey(pushed)
    return 'applied'
  }
}

const isTask = (pushed: { type: string }): pushed is PushedTask => pushed.type === 'task.opened'

const isRestriction = (pushed: { type: string }): pushed is PushedRestriction =>
  pushed.type.startsWith('restriction.')

function failing(obey: Obey): Obey {
  const seen = new Set<string>()
  return async (pushed) => {
    const { delivery } = pushed.data
    const isFirst = !seen.has(delivery)
    seen.add(delivery)
    if (isFirst && seen.size % failsEvery === 0) throw new Error('out of order for a moment')
    return obey(pushed)
  }
}

async function confirmLater(portal: string, key: string, delivery: string): Promise<void> {
  for (let tried = 0; tried < triesToConfirm; tried += 1) {
    await wait(slowMs, undefined, { ref: false })
    const answer = await fetch(new URL(`/api/v1/deliveries/${delivery}/confirmation`, portal), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
    }).catch(() => null)
    if (answer?.ok) return
  }
}
