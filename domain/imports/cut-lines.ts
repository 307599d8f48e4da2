import { longestLine } from './schema.ts'

/** Some whole lines, each with its line feed. */
export interface Run {
  /** The number of its first line in the file, from 1. */
  firstLine: number
  lines: number
  bytes: Buffer
}

/** A run is full when it reaches either of these. */
const fullAt = { lines: 4000, bytes: 1024 * 1024 }
const lineFeed = 0x0a
const end = Buffer.of(lineFeed)

/**
 * Cuts a stream of bytes into runs of whole lines. Of a line that is too long it keeps {@link longestLine} bytes and one
 * more, which marks it as too long; so no line needs more memory than that.
 */
export class LineCutter {
  #parts: Buffer[] = []
  #bytes = 0
  #lines = 0
  /** How many bytes of the unfinished line are kept. */
  #open = 0
  #done = 0

  /** @returns the runs that are full now. */
  push(bytes: Uint8Array): Run[] {
    const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const runs: Run[] = []
    let from = 0
    while (from < given.length) {
      const found = given.indexOf(lineFeed, from)
      const to = found === -1 ? given.length : found
      this.#keep(given.subarray(from, Math.min(to, from + longestLine + 1 - this.#open)))
      if (found === -1) break
      this.#endLine()
      if (this.#lines === fullAt.lines || this.#bytes >= fullAt.bytes) runs.push(this.#take())
      from = found + 1
    }
    return runs
  }

  /**
   * Ends the stream.
   * @param whole whether a last line without a line feed counts as whole; it does not when the sender was cut off.
   * @returns the remaining lines, if any.
   */
  finish(whole: boolean): Run | null {
    if (this.#open > 0) {
      if (whole) this.#endLine()
      else this.#drop()
    }
    return this.#lines > 0 ? this.#take() : null
  }

  #keep(part: Buffer) {
    if (part.length === 0) return
    this.#parts.push(part)
    this.#bytes += part.length
    this.#open += part.length
  }

  #endLine() {
    this.#parts.push(end)
    this.#bytes += 1
    this.#lines += 1
    this.#open = 0
  }

  #drop() {
    const kept = Buffer.concat(this.#parts).subarray(0, this.#bytes - this.#open)
    this.#parts = [kept]
    this.#bytes = kept.length
    this.#open = 0
  }

  #take(): Run {
    const run = { firstLine: this.#done + 1, lines: this.#lines, bytes: Buffer.concat(this.#parts) }
    this.#done += this.#lines
    this.#parts = []
    this.#bytes = 0
    this.#lines = 0
    return run
  }
}
