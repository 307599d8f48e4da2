import { randomUUID } from 'node:crypto'
import { log } from '#api/log.ts'
import { services } from '#services'
import { workerContext } from './context.ts'
import { expireLooks } from './expire-looks.ts'
import { purge } from './purge.ts'
import { remind } from './remind.ts'
import { cutOffSilent, runImports } from './run-imports.ts'
import { sendMails, sendTexts } from './send-messages.ts'

/** What the worker does, and how often it looks for more of it, in milliseconds. */
const jobs = [
  { name: 'send-texts', every: 250, run: sendTexts },
  { name: 'send-mails', every: 1000, run: sendMails },
  // Two, so that a small import need not wait for a large one.
  { name: 'run-imports', every: 250, run: runImports },
  { name: 'run-imports-beside', every: 250, run: runImports },
  { name: 'cut-off-imports', every: 60 * 1000, run: cutOffSilent },
  { name: 'expire-looks', every: 5000, run: expireLooks },
  { name: 'remind', every: 10 * 60 * 1000, run: remind },
  { name: 'purge', every: 60 * 60 * 1000, run: purge },
]

/** Runs every job on its own clock until stopped; any number of workers may run at once. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const at = await services()
  if (!at.config.SMTP_URL && !at.config.ARQAU_DEMO)
    log.warn('no SMTP_URL: customers get their notices by text message alone')
  const stopping = new AbortController()
  const loops = jobs.map(async ({ name, every, run }) => {
    while (!stopping.signal.aborted) {
      const requestId = randomUUID()
      await run(workerContext(at, requestId), at, stopping.signal).catch((error: unknown) => {
        log.error(
          { requestId, job: name, error: error instanceof Error ? error.name : 'unknown' },
          'a job failed',
        )
      })
      await pause(every, stopping.signal)
    }
  })
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all(loops)
    },
  }
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
  const worker = await startWorker()
  const stop = async () => {
    await worker.stop()
    await (await services()).database.close()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
