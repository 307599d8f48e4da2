import { pino } from 'pino'

/** Structured lines on standard output. Never given a personal value: ids, codes, durations only. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
})
