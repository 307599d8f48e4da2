import type { KeyObject } from 'node:crypto'
import type { CtxBy } from '../context.ts'
import type { Run } from '../imports/cut-lines.ts'
import type { RecordStream } from '../tasks/record-task.ts'

/** A context of the system, about the customer of its task. */
export type Own = CtxBy<'system'> & { subject: string }

/** What takes the runs of a stream, in their order, and what ends it. `write` throws Stopped. */
export interface OpenStream {
  write(run: Run): Promise<void>
  close(): Promise<void>
}

/** A stream that lines come to now, with its key. */
export interface Begun {
  row: RecordStream
  key: KeyObject
}
