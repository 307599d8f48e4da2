import '../log-everything.ts'
import { randomUUID } from 'node:crypto'
import { eraseCopies } from '#domain/copies/erase-copies.ts'
import { cutOffSilent } from '#domain/imports/cut-off-silent.ts'
import { expireLooks } from '#domain/looks/expire-looks.ts'
import { purgeExpired } from '#domain/sessions/purge-expired.ts'
import { makeWakeup } from '#domain/wakeup.ts'
import { workerContext } from '#domain/worker-context.ts'
import { webhookSenderOf } from '#gateways/webhook-sender.ts'
import { log, refuseToStart, toldError } from '#log'
import { type Services, services } from '#services'
import { askStateService } from './ask-state-service.ts'
import { carryOutDeletions } from './carry-out-deletions.ts'
import { delivering } from './deliver.ts'
import { endOutgrown } from './end-outgrown.ts'
import { exchangeKeys } from './exchange-keys.ts'
import { expireDueConsents } from './expire-consents.ts'
import type { Job } from './job.ts'
import { makeCopies } from './make-copies.ts'
import { purgeOldImports } from './purge-imports.ts'
import { releaseDueTexts } from './release-texts.ts'
import { remind } from './remind.ts'
import { runImports } from './run-imports.ts'
import { scanAttachments } from './scan-attachments.ts'
import { sendMails, sendTexts } from './send-messages.ts'

/** The worker's jobs, and how often each runs, in milliseconds. A verb that needs nothing else is a job itself. */
const jobs: { name: string; every: number; run: Job }[] = [
  { name: 'send-texts', every: 250, run: sendTexts },
  { name: 'send-mails', every: 1000, run: sendMails },
  // Two of them, so that a small import does not wait for a large one.
  { name: 'run-imports', every: 250, run: runImports },
  { name: 'run-imports-beside', every: 250, run: runImports },
  { name: 'release-texts', every: 1000, run: releaseDueTexts },
  // Two of them, so that a small copy does not wait for a large one.
  { name: 'make-copies', every: 1000, run: makeCopies },
  { name: 'make-copies-beside', every: 1000, run: makeCopies },
  { name: 'erase-copies', every: 60 * 1000, run: eraseCopies },
  { name: 'carry-out-deletions', every: 5000, run: carryOutDeletions },
  { name: 'scan-attachments', every: 1000, run: scanAttachments },
  { name: 'cut-off-imports', every: 60 * 1000, run: cutOffSilent },
  { name: 'expire-consents', every: 1000, run: expireDueConsents },
  { name: 'end-outgrown-consents', every: 5000, run: endOutgrown },
  { name: 'expire-looks', every: 5000, run: expireLooks },
  { name: 'ask-state-service', every: 60 * 1000, run: askStateService },
  { name: 'remind', every: 10 * 60 * 1000, run: remind },
  { name: 'exchange-keys', every: 60 * 1000, run: exchangeKeys },
  { name: 'purge', every: 60 * 60 * 1000, run: purgeExpired },
  { name: 'purge-imports', every: 60 * 60 * 1000, run: purgeOldImports },
]

/** How often it looks for due deliveries without a signal; and the seconds it has left to write down a try. */
const deliveriesEveryMs = 1000
const settleSeconds = 5
/** How long the outside may still take to answer once the worker stops, and how long stopping takes at most. */
const patienceMs = 5000
const stopMs = 10_000

/**
 * Runs every job at its own interval until stopped. Any number of workers may run at the same time. Stopping takes up
 * nothing more, waits a little for the outside and gives back what it has not answered; what a job cannot end in ten
 * seconds is left to its lease.
 */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const at = await services()
  if (!at.config.SMTP_URL && !at.config.ARQAU_DEMO)
    log.warn('no SMTP_URL: customers get their notices by text message alone')
  if (!at.config.SCANNER_URL && !at.config.ARQAU_DEMO)
    log.warn('no SCANNER_URL: files of complaints are opened without being scanned')
  const stopping = new AbortController()
  const abandoning = new AbortController()
  const loops = jobs.map(async ({ name, every, run }) => {
    while (!stopping.signal.aborted) {
      const requestId = randomUUID()
      await run(workerContext(at, requestId), at, stopping.signal, abandoning.signal).catch(
        (error: unknown) => {
          log.error({ requestId, job: name, error: toldError(error) }, 'a job failed')
        },
      )
      await pause(every, stopping.signal)
    }
  })
  const deliveries = startDeliveries(at, stopping.signal, abandoning.signal)
  return {
    stop: async () => {
      stopping.abort()
      const patience = setTimeout(() => abandoning.abort(), patienceMs)
      const late = new Promise((resolve) => setTimeout(resolve, stopMs).unref())
      await Promise.race([Promise.all([...loops, deliveries]), late])
      clearTimeout(patience)
    },
  }
}

/** Sends deliveries as soon as it hears of an event, and looks by itself for those that are due again. */
async function startDeliveries(at: Services, stopping: AbortSignal, abandoning: AbortSignal): Promise<void> {
  const seconds = at.config.WEBHOOK_TIMEOUT_SECONDS
  const sender = webhookSenderOf(at.config)
  const ctx = (requestId: string) => workerContext(at, requestId)
  const deliveries = delivering({ ctx, sender, leaseSeconds: seconds + settleSeconds })
  const wakeup = makeWakeup()
  const unlisten = at.database.listen({
    heard: (signal) => signal === 'events' && wakeup.wake(),
    lost: () => log.warn('the database tells of no events until it is reached again'),
  })
  stopping.addEventListener('abort', wakeup.wake)
  while (!stopping.aborted) {
    wakeup.reset()
    await deliveries.tick().catch((error: unknown) => {
      log.error({ job: 'deliver', error: toldError(error) }, 'a job failed')
    })
    if (!stopping.aborted) await wakeup.wait(deliveriesEveryMs)
  }
  unlisten()
  await deliveries.stop(abandoning)
  sender.close()
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })

if (import.meta.main) {
  const worker = await startWorker().catch(refuseToStart)
  const stop = async () => {
    await worker.stop()
    await (await services()).database.close()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
