import { scanDueAttachment } from '#domain/cases/scan-due-attachment.ts'
import { ScanFailed, type Scanner } from '#domain/cases/scanner.ts'
import { scannerOf } from '#gateways/scanner.ts'
import { log } from '#log'
import { Abandoned, unlessAbandoned } from './abandon.ts'
import type { Job } from './job.ts'

/**
 * Has the files of complaints scanned that are due, one after the other; does nothing where no scanner is set. After a scan
 * without a verdict it lets the scanner rest until its next turn.
 */
export const scanAttachments: Job = async (ctx, { config }, stopping, abandoning) => {
  const scanner = scannerOf(config)
  if (!scanner) return
  const told = scannerThatTells(ctx.requestId, givenBack(scanner, abandoning))
  while (!stopping?.aborted && (await scanDueAttachment({ ...ctx, now: new Date() }, told)) === 'scanned');
}

/** Gives back the file that has no verdict yet when the worker has to end. */
const givenBack = (scanner: Scanner, abandoning: AbortSignal | undefined): Scanner => ({
  scan: (bytes) =>
    unlessAbandoned(scanner.scan(bytes), abandoning).catch((error: unknown) => {
      throw error instanceof Abandoned ? new ScanFailed('given-back') : error
    }),
})

const scannerThatTells = (requestId: string, scanner: Scanner): Scanner => ({
  scan: (bytes) =>
    scanner.scan(bytes).catch((error: unknown) => {
      const code = error instanceof ScanFailed ? error.code : 'unknown'
      log.warn({ requestId, code }, 'a file was not scanned')
      throw error
    }),
})
