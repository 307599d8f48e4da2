import type { Tx } from '#db/client.ts'
import type { Ctx } from '../context.ts'
import type { OwnMarks } from '../mask-others.ts'
import type { PolicyVersion } from '../policies/history.ts'
import type { CopyRecords } from './records.ts'
import type { CopyPart } from './schema.ts'

/** How a copy is read: as its customer, of whose rows alone the database then tells. */
export interface Reading {
  copyId: string
  ctx: Ctx & { subject: string }
  /** What was written later is left to the next copy. */
  asOf: Date
  /** What in texts is the customer's own. */
  own: OwnMarks
  /** The policy's versions. */
  versions: readonly PolicyVersion[]
}

/** A table of a copy: one of its parts, or one category of the data. */
export interface CopyTable<Part extends CopyPart> {
  part: Part
  /** The name of its file, and of its place in `data.json`; for a category with the part before it. */
  name: string
  /** Of a category of the data, in the language of the copy. */
  title?: string
  /** Whether its records come newest first. */
  newestFirst?: true
  /** When a record was, where they come in no order of time; the digest shows the newest. */
  at?(record: CopyRecords[Part]): string
  /** Whether the digest shows all of its records, which are few, in their own order. */
  shownWhole?: true
  count(tx: Tx): Promise<number>
  /** Its records, as many at a time as are in memory together. */
  pages(): AsyncGenerator<CopyRecords[Part][]>
}
export type AnyCopyTable = { [Part in CopyPart]: CopyTable<Part> }[CopyPart]

/** How many records of a part are read at a time; a page of them does not hold up others in the process for long. */
export const pageSize = 500

/** A table whose few records are known already. */
export const tableOf = <Part extends CopyPart>(
  part: Part,
  name: string,
  records: CopyRecords[Part][],
  digest: Pick<CopyTable<Part>, 'shownWhole'> = {},
): CopyTable<Part> => ({
  part,
  name,
  ...digest,
  count: async () => records.length,
  pages: async function* () {
    if (records.length > 0) yield records
  },
})

/**
 * Reads page after page, each after the last record of the one before, so that none is skipped or read twice. The next one
 * is read while one is written, so two are in memory.
 * @param read the rows after a key, at most `limit` of them.
 */
export async function* pagesOf<Row, Made>(
  read: (after: Row | null, limit: number) => Promise<Row[]>,
  make: (rows: Row[]) => Promise<Made[]>,
  limit = pageSize,
): AsyncGenerator<Made[]> {
  let rows = await read(null, limit)
  for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
    const next = rows.length < limit ? Promise.resolve<Row[]>([]) : read(last, limit)
    // Should nobody come for it, its failure is nobody's either.
    next.catch(() => undefined)
    yield await make(rows)
    rows = await next
  }
}
