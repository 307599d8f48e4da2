import type { Locale } from '#policy/locale.ts'
import type { CopyRecords } from './records.ts'
import type { Cell, CopyPart, DigestContent } from './schema.ts'

/** The heads and rows of a part's tables, in words; the one who speaks them is given by the caller. */
export type TableWords = {
  [Part in CopyPart]: {
    heads: string[]
    /** The rows of a record: one, or, of a complaint, one for each message. */
    rows(record: CopyRecords[Part]): Cell[][]
  }
}

/** What a copy is made with, besides the database. */
export interface CopyMaking {
  /** The words of the tables in a language. */
  tables(locale: Locale): TableWords
  /** Makes the digest, a PDF. */
  digest(content: DigestContent): Promise<Uint8Array>
  clock(): Date
  /** How long systems may take to send their records, in minutes. */
  waitMinutes: number
  /** Ends the attempt; the copy is begun again later. */
  abandoned?: AbortSignal | undefined
}
