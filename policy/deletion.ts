import { z } from 'zod'
import { origin, text } from './shapes.ts'

/** What a deletion does not reach at once, and what is no deletion. */
export const deletion = z.strictObject({
  /** After how many days the last backup that still has what was erased is overwritten; `text` says so in whole sentences. */
  backups: z.strictObject({ days: z.int().positive(), text, ...origin }),
  /** What anonymised means, in whole sentences. */
  anonymised: z.strictObject({ text, ...origin }),
})

/** The parts of it, each with an origin of its own. */
export const deletionParts = ['backups', 'anonymised'] as const
