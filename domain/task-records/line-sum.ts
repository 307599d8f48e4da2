import { hash, type KeyObject } from 'node:crypto'

const lineFeed = 0x0a

/** The sum of no lines; it has the stream's key in it, so that nobody without that can guess what lines a sum is of. */
export const firstSum = (key: KeyObject): Uint8Array => hash('sha256', key.export(), 'buffer')

/**
 * A hash of all lines so far: of the sum before and the next line (SHA-256), so that it is the same however lines are cut.
 * @param lines whole lines, each with its line feed.
 */
export function sumOf(before: Uint8Array, lines: Uint8Array): Uint8Array {
  let sum = before
  for (let from = 0; from < lines.length; ) {
    const end = lines.indexOf(lineFeed, from) + 1
    sum = hash('sha256', Buffer.concat([sum, lines.subarray(from, end)]), 'buffer')
    from = end
  }
  return sum
}
