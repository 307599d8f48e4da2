import { writeSync } from 'node:fs'
import { type Logger, pino } from 'pino'

declare global {
  var arqauLog: Logger | undefined
}

/** Lines are written together, after a tenth of a second at most and before the process ends: one write costs more than a line. */
function openLog(): Logger {
  const output = pino.destination({ sync: false, minLength: 4096, periodicFlush: 100 })
  const level = process.env.LOG_LEVEL ?? 'info'
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, output)
}

/**
 * Structured lines on standard output. Never given a personal value: ids, codes, durations only. The server and Next each
 * load their own copy of this module; two logs on one output would write into each other's lines.
 */
export const log: Logger = globalThis.arqauLog ?? openLog()
globalThis.arqauLog = log

/** An error as the log may hold it. */
export interface ToldError {
  name: string
  /** A code of the system or a library, or a SQLSTATE. */
  code?: string
  errno?: number
  syscall?: string
  /** Only of an error whose sentence is meant for operators. */
  message?: string
  /** Where it was thrown: functions and files. */
  stack?: string
  cause?: ToldError
  errors?: ToldError[]
}

const mostFrames = 12
const mostCauses = 5
const mostErrors = 5

/**
 * An error by what can hold no value: a message, a detail, a query and its parameters may have what a person typed. All
 * other fields are left out, those of its causes too.
 */
export function toldError(error: unknown, depth = 0): ToldError {
  if (!(error instanceof Error)) return { name: typeof error }
  const [code, errno, syscall, errors] = ['code', 'errno', 'syscall', 'errors'].map((field) =>
    Reflect.get(error, field),
  )
  const told: ToldError = { name: isWord(error.name) ? error.name : 'Error' }
  if (isWord(code)) told.code = code
  if (typeof errno === 'number') told.errno = errno
  if (isWord(syscall)) told.syscall = syscall
  if (isForOperators(error)) told.message = error.message
  const stack = framesOf(error)
  if (stack && depth === 0) told.stack = stack
  if (depth >= mostCauses) return told
  if (error.cause instanceof Error) told.cause = toldError(error.cause, depth + 1)
  if (Array.isArray(errors) && errors.length > 0)
    told.errors = errors.slice(0, mostErrors).map((one) => toldError(one, depth + 1))
  return told
}

const isWord = (value: unknown): value is string => typeof value === 'string' && /^[\w.-]{1,64}$/.test(value)

const isForOperators = (error: unknown): error is Error & { isForOperators: true } =>
  error instanceof Error && 'isForOperators' in error && error.isForOperators === true

/**
 * The message stands before the frames and may have lines that look like them, so it is cut off first. A stack that
 * begins otherwise than the error says is left out.
 */
function framesOf(error: Error): string | undefined {
  const { stack = '', name, message } = error
  const names = [name, `${name} [${Reflect.get(error, 'code')}]`, error.constructor.name, 'Error']
  const head = names
    .map((one) => (message ? `${one}: ${message}` : one))
    .find((one) => stack.startsWith(`${one}\n`))
  if (!head) return
  const lines = stack.slice(head.length).split('\n')
  return lines
    .filter((line) => line.startsWith('    at '))
    .slice(0, mostFrames)
    .join('\n')
}

const longestPath = 300

/**
 * The path of an address as the log may hold it: without a host and a query, where names can be, and with nothing that another
 * program may take for the end of a line.
 */
export const loggedPath = (address = ''): string =>
  (address.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/)[0] ?? '')
    .slice(0, longestPath)
    .replace(/[^!-~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Prints a text for the person who started the demo; everything else goes through the log. */
export const say = (text: string): void => void writeSync(1, `${text}\n`)

/** Ends the process once the log is written, which takes a second at most. */
export function endAfterLog(): void {
  log.flush(() => process.exit(1))
  setTimeout(() => process.exit(1), 1000)
}

/** Ends a process that cannot start, and says why: to a developer and in the demo as a text, otherwise in the log. */
export function refuseToStart(error: unknown): never {
  const isReadByHand = process.env.NODE_ENV !== 'production' || process.env.ARQAU_DEMO === 'true'
  if (isReadByHand && isForOperators(error)) writeSync(2, `${error.message}\n`)
  else log.fatal({ error: toldError(error) }, 'the process cannot start')
  process.exit(1)
}
