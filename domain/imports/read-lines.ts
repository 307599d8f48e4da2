import { isUtf8 } from 'node:buffer'
import { scheduler } from 'node:timers/promises'
import { sentenceKey } from '../parse.ts'
import { type Numbered, turnLines } from '../plan.ts'
import { readJson } from '../read-json.ts'
import { type ImportLine, importLine, type LineFault, longestLine } from './schema.ts'

/** The parsed lines: well-formed ones in their order, and the faults of the others. */
export interface Lines {
  good: Numbered<ImportLine>[]
  /** The number of empty lines, which are no fault. */
  empty: number
  faults: LineFault[]
}

/** Reads a run of lines, each ended by a line feed. */
export async function readLines(firstLine: number, bytes: Buffer): Promise<Lines> {
  const lines: Lines = { good: [], empty: 0, faults: [] }
  const decoded = isUtf8(bytes)
  let line = firstLine
  for (let from = 0; from < bytes.length; line += 1) {
    if (line % turnLines === 0) await scheduler.yield()
    const to = bytes.indexOf(0x0a, from)
    const one = bytes.subarray(from, to)
    from = to + 1
    const read = one.length > longestLine ? 'import.long' : readLine(one, decoded)
    if (read === null) lines.empty += 1
    else if (typeof read === 'string') lines.faults.push({ line, path: '', reason: read })
    else if ('reason' in read) lines.faults.push({ line, ...read })
    else lines.good.push(Object.assign(read, { line }))
  }
  return lines
}

/** @returns the line; null for an empty one; otherwise its fault. */
function readLine(bytes: Buffer, decoded: boolean): ImportLine | string | Omit<LineFault, 'line'> | null {
  if (!decoded && !isUtf8(bytes)) return 'import.utf8'
  const text = bytes.toString('utf8')
  if (text.trim() === '') return null
  const read = readJson(text.startsWith('\uFEFF') ? text.slice(1) : text)
  if (read === undefined) return 'import.json'
  const result = importLine.safeParse(read.value)
  if (result.success) return read.unkept ? 'import.text' : result.data
  const [issue] = result.error.issues
  if (!issue) return 'invalid.general'
  const reason = issue.code === 'unrecognized_keys' ? 'import.unknown-name' : sentenceKey(issue.message)
  return { path: issue.path.join('.'), reason }
}
