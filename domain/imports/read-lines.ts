import { isUtf8 } from 'node:buffer'
import { scheduler } from 'node:timers/promises'
import type { z } from 'zod'
import { sentenceKey } from '../parse.ts'
import { type Numbered, turnLines } from '../plan.ts'
import { readJson } from '../read-json.ts'
import { type ImportLine, importLine, type LineFault, longestLine } from './schema.ts'

/** The parsed lines: well-formed ones in their order, and the faults of the others. */
export interface Lines<Line extends object = ImportLine> {
  good: Numbered<Line>[]
  /** The number of empty lines, which are no fault. */
  empty: number
  faults: LineFault[]
}

/** Reads a run of lines of an import, each ended by a line feed. */
export const readLines = (firstLine: number, bytes: Buffer): Promise<Lines> =>
  readLinesOf(importLine, firstLine, bytes)

/** Reads a run of lines by a schema, each ended by a line feed. */
export async function readLinesOf<Line extends object>(
  schema: z.ZodType<Line>,
  firstLine: number,
  bytes: Buffer,
): Promise<Lines<Line>> {
  const lines: Lines<Line> = { good: [], empty: 0, faults: [] }
  const decoded = isUtf8(bytes)
  let line = firstLine
  for (let from = 0; from < bytes.length; line += 1) {
    if (line % turnLines === 0) await scheduler.yield()
    const to = bytes.indexOf(0x0a, from)
    const one = bytes.subarray(from, to)
    from = to + 1
    const read = one.length > longestLine ? 'import.long' : readLine(schema, one, decoded)
    if (read === null) lines.empty += 1
    else if (typeof read === 'string') lines.faults.push({ line, path: '', reason: read })
    else if ('reason' in read) lines.faults.push({ line, ...read })
    else lines.good.push(Object.assign(read.line, { line }))
  }
  return lines
}

/** @returns the line; null for an empty one; otherwise its fault. */
function readLine<Line>(
  schema: z.ZodType<Line>,
  bytes: Buffer,
  decoded: boolean,
): { line: Line } | string | Omit<LineFault, 'line'> | null {
  if (!decoded && !isUtf8(bytes)) return 'import.utf8'
  const text = bytes.toString('utf8')
  if (text.trim() === '') return null
  const read = readJson(text.startsWith('\uFEFF') ? text.slice(1) : text)
  if (read === undefined) return 'import.json'
  const result = schema.safeParse(read.value)
  if (result.success) return read.unkept ? 'import.text' : { line: result.data }
  const [issue] = result.error.issues
  if (!issue) return 'invalid.general'
  const reason = issue.code === 'unrecognized_keys' ? 'import.unknown-name' : sentenceKey(issue.message)
  return { path: issue.path.join('.'), reason }
}
