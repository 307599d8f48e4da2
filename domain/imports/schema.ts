import { z } from 'zod'
import { importEndReasons, importStates } from '#db/schema/imports.ts'
import { automatedDecisionLine } from '../automated-decisions/schema.ts'
import { registrationInput } from '../customers/registration.ts'
import { referenceInput } from '../customers/schema.ts'
import { holdingInput } from '../holdings/schema.ts'
import { disclosureLine } from '../recipients/schema.ts'

/** One line of an import: a customer, one holding, one disclosure, or one decision of a program. */
export const importLine = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('customer'), ...registrationInput.shape }),
    z.strictObject({ kind: z.literal('holding'), customer: referenceInput, ...holdingInput.shape }),
    z.strictObject({ kind: z.literal('disclosure'), customer: referenceInput, ...disclosureLine.shape }),
    z.strictObject({
      kind: z.literal('automated-decision'),
      customer: referenceInput,
      ...automatedDecisionLine.shape,
    }),
  ],
  'import.kind',
)
export type ImportLine = z.infer<typeof importLine>
export type LineOf<Kind extends ImportLine['kind']> = Extract<ImportLine, { kind: Kind }>

/** The longest line that is read, in bytes without its end. */
export const longestLine = 64 * 1024

/** Why a line was not taken: the key of a sentence, and where in the line; never a value. */
export interface LineFault {
  line: number
  /** The path in the line; empty for the line as a whole. */
  path: string
  reason: string
}

/** The result of some lines; each line counts as one of these. */
export interface ChunkOutcome {
  changed: number
  unchanged: number
  faults: LineFault[]
}

export const showImportInput = z.strictObject({ id: z.guid('import.unknown') })
export const listFaultsInput = z.strictObject({
  id: z.guid('import.unknown'),
  /** The list continues after this line. */
  after: z.coerce.number('import.after').int('import.after').min(0, 'import.after').default(0),
  limit: z.coerce
    .number('import.limit')
    .int('import.limit')
    .min(1, 'import.limit')
    .max(1000, 'import.limit')
    .default(100),
})

export { importEndReasons, importStates }
export type ImportState = (typeof importStates)[number]
export type ImportEndReason = (typeof importEndReasons)[number]

/** How many bad lines of one import are listed, the first ones; all of them are counted. */
export const mostListed = 1000

export interface ImportView {
  id: string
  state: ImportState
  startedAt: Date
  /** When the last byte arrived; null before that. */
  receivedAt: Date | null
  /** When its last line was done; null before that. */
  endedAt: Date | null
  /** Why it ended before its last line was sent or done; null otherwise. */
  endReason: ImportEndReason | null
  lines: { received: number; done: number; changed: number; unchanged: number; bad: number }
}

export interface FaultsView {
  /** The number of bad lines so far, and how many of them are listed: {@link mostListed} at most. */
  bad: number
  listed: number
  faults: LineFault[]
  /** The cursor of the next page; null on the last. */
  next: number | null
}
