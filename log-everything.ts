import { endAfterLog, log, toldError } from './log.ts'

/**
 * From here on everything that this process prints is a line of the log: what Next, Node or a library writes to the
 * console or to its outputs, warnings, and errors that nobody caught. The text of others may hold any value, so a line
 * says who printed, and which errors, but not the text.
 */
export function logEverything(): void {
  for (const method of methods)
    Object.assign(console, { [method]: (...printed: unknown[]) => told(levels[method], printed) })
  for (const [stream, level] of [
    [process.stdout, 'info'],
    [process.stderr, 'warn'],
  ] as const)
    Object.assign(stream, {
      write: (_text: unknown, ...rest: unknown[]) => {
        told(level, [])
        const done = rest.at(-1)
        if (typeof done === 'function') process.nextTick(done)
        return true
      },
    })
  // Node's own listener prints the warning.
  process.removeAllListeners('warning')
  process.on('warning', (warning) => log.warn({ error: toldError(warning) }, 'Node warns'))
  process.on('unhandledRejection', (error) =>
    log.error({ error: toldError(error) }, 'nobody caught a rejection'),
  )
  process.on('uncaughtException', (error) => {
    log.fatal({ error: toldError(error) }, 'nobody caught an error, and the process ends')
    endAfterLog()
  })
}

const methods = ['debug', 'dir', 'error', 'info', 'log', 'trace', 'warn'] as const
const levels = {
  ...({ debug: 'debug', dir: 'info', error: 'error', info: 'info', log: 'info' } as const),
  ...({ trace: 'debug', warn: 'warn' } as const),
}

function told(level: 'debug' | 'info' | 'warn' | 'error', printed: unknown[]): void {
  const errors = printed.filter((one) => one instanceof Error).map((error) => toldError(error))
  log[level]({ by: callers(), ...(errors.length > 0 && { errors }) }, 'something was printed')
}

/** The first places outside of this file and of Node, from which something was printed. */
function callers(): string[] {
  const frames = (new Error('here').stack ?? '').split('\n').slice(1)
  const others = frames.filter((frame) => !frame.includes('/log-everything.ts') && !frame.includes('(node:'))
  return others.slice(0, 3).map((frame) => frame.trim())
}

if (process.env.NODE_ENV === 'production') logEverything()
