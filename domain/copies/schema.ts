import { z } from 'zod'
import { type copyFaults, copyParts, type copyStates, copySteps } from '#db/schema/copies.ts'
import type { recordStates } from '#db/schema/records.ts'
import type { Locale } from '#policy/locale.ts'
import type { CopyRecords } from './records.ts'

export type { CopyRecords }
export { copyParts, copySteps }
export type CopyPart = (typeof copyParts)[number]
export type CopyStep = (typeof copySteps)[number]
export type CopyState = (typeof copyStates)[number]
export type CopyFault = (typeof copyFaults)[number]

/** Without parts, the whole copy. */
export const askForCopyInput = z
  .object({
    parts: z
      .array(z.enum(copyParts, 'copy.part-unknown'), 'copy.part-unknown')
      .min(1, 'copy.part-none')
      .default([...copyParts])
      .transform((chosen) => copyParts.filter((part) => chosen.includes(part))),
  })
  .prefault({})
/** A malformed id is treated as one that does not exist. */
export const copyInput = z.object({ copyId: z.uuid('copy.unknown') })
/** A part of a file, in bytes from 0, both included; `last` is absent up to the end. */
export interface ByteRange {
  first: number
  last: number
}
export const openCopyInput = z.object({
  copyId: z.uuid('copy.unknown'),
  /** The `Range` of the request (RFC 9110, section 14.2), and its `If-Range`. */
  range: z.string().max(1000).nullable().default(null).catch(null),
  ifRange: z.string().max(1000).nullable().default(null).catch(null),
  /** Asks for the size alone. */
  headOnly: z.boolean().default(false),
})

/** How far a copy that is being made has come. */
export interface CopyProgress {
  step: CopyStep
  /** Records of the customer, each counted once. */
  made: number
  total: number
  percent: number
  /** The estimated rest; null as long as there is nothing to estimate it from. */
  secondsLeft: number | null
  /** The last sign of life; null until it has begun. */
  beatAt: Date | null
  /** Set after an attempt that failed: when the next one begins. */
  againAt: Date | null
}

/** A system that was asked for its records for a copy, and what came of it. */
export interface CopySystem {
  id: string
  /** In the reader's language. */
  name: string
  state: (typeof recordStates)[number]
  /** How many records have come; of a system that was late none, since what came in part is not in the copy. */
  records: number
  /** When the last one had come, or the time was over. */
  endedAt: Date | null
}

export interface CopyDownload {
  number: number
  at: Date
  /** The browser, such as `Chrome, Android`, if it is known. */
  device: string | null
}

export interface CopyView {
  id: string
  parts: CopyPart[]
  /** Whether it has all parts there are. */
  whole: boolean
  askedAt: Date
  state: CopyState
  step: CopyStep
  fault: CopyFault | null
  progress: CopyProgress | null
  systems: CopySystem[]
  /** Until when systems may send their records. */
  recordsUntil: Date | null
  readyAt: Date | null
  keptUntil: Date | null
  endedAt: Date | null
  bytes: number | null
  /** SHA-256 of the whole file. */
  hash: string | null
  downloads: CopyDownload[]
  downloadsLeft: number
  /** Whether it can be downloaded now. */
  open: boolean
}

export interface CopiesView {
  /** Newest first. */
  copies: CopyView[]
  /** When the next copy can be asked for; null when it can be now. */
  nextAt: Date | null
  /** How long a copy is kept, how often it can be downloaded, and how far apart two copies are. */
  terms: { days: number; downloads: number; hours: number }
}

/** A cell of a table: a spreadsheet shows numbers as such, and text is quoted where one would run it. */
export type Cell = string | number | null

/** What the digest tells of one table: how many records there are, and the newest or, where they are few, all of them. */
export type DigestTable = {
  [Part in CopyPart]: {
    part: Part
    /** The name of its file. */
    name: string
    /** Of a category of the data, or of a system. */
    title: string | null
    records: number
    /** In how many of them something of other people is masked. */
    masked: number
    newest: CopyRecords[Part][]
  }
}[CopyPart]

export interface DigestContent {
  copyId: string
  locale: Locale
  asOf: Date
  controller: { name: string; bin: string }
  tables: DigestTable[]
  /** The names of the systems that did not send their records in time. */
  missing: string[]
}

/** The name of a file in the archive. */
export const fileOf = (name: string, kind: 'json' | 'csv' | 'pdf'): string => `${name}.${kind}`
