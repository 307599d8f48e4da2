import { z } from 'zod'
import { registrationInput } from '../customers/registration.ts'
import { referenceInput } from '../customers/schema.ts'
import { holdingInput } from '../holdings/schema.ts'
import { disclosureLine } from '../recipients/schema.ts'

/** One line of an import: a customer, one value held about one, or one disclosure of their data. */
export const importLine = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('customer'), ...registrationInput.shape }),
    z.strictObject({ kind: z.literal('holding'), customer: referenceInput, ...holdingInput.shape }),
    z.strictObject({ kind: z.literal('disclosure'), customer: referenceInput, ...disclosureLine.shape }),
  ],
  'import.kind',
)
export type ImportLine = z.infer<typeof importLine>
export type LineOf<Kind extends ImportLine['kind']> = Extract<ImportLine, { kind: Kind }>

/** The longest line that is read, in bytes without its end. */
export const longestLine = 64 * 1024

/** Why a line was not taken: the key of a sentence, and where in the line; never a value. */
export interface Fault {
  line: number
  /** Empty for the line as a whole. */
  path: string
  reason: string
}

/** What a run of lines came to; each line is one of them. */
export interface Outcome {
  changed: number
  unchanged: number
  faults: Fault[]
}

export const showImportInput = z.strictObject({ id: z.guid('import.unknown') })
export const listFaultsInput = z.strictObject({
  id: z.guid('import.unknown'),
  /** The number of the line after which to go on. */
  after: z.coerce.number('import.after').int('import.after').min(0, 'import.after').default(0),
  limit: z.coerce
    .number('import.limit')
    .int('import.limit')
    .min(1, 'import.limit')
    .max(1000, 'import.limit')
    .default(100),
})

/** `cut-off`: the sender went away in the middle, and the whole lines that had come are done all the same. */
export const importStates = ['receiving', 'running', 'done', 'cut-off', 'failed'] as const
export type ImportState = (typeof importStates)[number]

export interface ImportView {
  id: string
  state: ImportState
  startedAt: Date
  /** When the last byte had come; null while they come. */
  receivedAt: Date | null
  /** When nothing was left to do; null until then. */
  endedAt: Date | null
  lines: { received: number; done: number; changed: number; unchanged: number; bad: number }
}

export interface FaultsView {
  faults: Fault[]
  /** For the page after this; null on the last. */
  next: number | null
}
