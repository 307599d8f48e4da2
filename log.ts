import { pino } from 'pino'

/** Lines are written together, after a tenth of a second at most and before the process ends: one write costs more than a line. */
const output = pino.destination({ sync: false, minLength: 4096, periodicFlush: 100 })

/** Structured lines on standard output. Never given a personal value: ids, codes, durations only. */
export const log = pino(
  { level: process.env.LOG_LEVEL ?? 'info', base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
  output,
)
