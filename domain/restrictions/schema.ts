import { z } from 'zod'
import {
  liftingReasons,
  readGrounds,
  remainingGrounds,
  type restrictionActors,
  settingReasons,
} from '#db/schema/restrictions.ts'
import { referenceInput } from '../customers/schema.ts'
import { evidenceNumber } from '../evidence-number.ts'
import { day } from '../moment-input.ts'
import type { Mentioned } from '../policies/schema.ts'

export { liftingReasons, readGrounds, remainingGrounds, settingReasons }

export type LiftingReason = (typeof liftingReasons)[number]
export type SettingReason = (typeof settingReasons)[number]
export type RemainingGround = (typeof remainingGrounds)[number]
type ReadGround = (typeof readGrounds)[number]
type RestrictionActor = (typeof restrictionActors)[number]

const longestEvidence = 300
const searchId = z.uuid('restriction.unknown')
const fieldId = z
  .string('holding.unknown-field')
  .max(64, 'holding.unknown-field')
  .describe('The id of the kind of data in the policy.')
const allowed = z
  .array(z.enum(remainingGrounds, 'restriction.allowed'), 'restriction.allowed')
  .transform((given) => remainingGrounds.filter((one) => given.includes(one)))
  .describe(
    'The grounds on which it may be used all the same: a court’s act, a duty by law, a contract, archives. None of them where it is empty.',
  )
const settingReason = z
  .enum(settingReasons, 'restriction.reason')
  .describe('Why: the customer demands it, or says that a rule of collection or processing was breached.')
const liftingReason = z.enum(liftingReasons, 'restriction.reason').describe('Why it is lifted.')
/** What staff write down: a customer's demand, the number of a paper, the result of a check. */
const evidence = z
  .string('restriction.evidence')
  .transform((typed) => typed.replace(/\s+/g, ' ').trim())
  .refine((text) => text !== '' && [...text].length <= longestEvidence, 'restriction.evidence')
const proof = evidenceNumber('restriction.evidence-number').describe(
  'The number of the demand or the check that proves it. Nothing personal.',
)

export const searchedInput = z.object({ searchId })
export const restrictFieldInput = z.object({
  searchId,
  field: fieldId,
  reason: settingReason,
  allowed,
  evidence,
})
export const liftRestrictionInput = z.object({ searchId, field: fieldId, reason: liftingReason, evidence })

/** What a system says of a restriction, beside whose and of what, which the address says. */
export const restrictionInput = z.strictObject({ reason: settingReason, allowed, evidence: proof })
export const putRestrictionInput = restrictionInput.extend({ field: fieldId })
export const liftingInput = z.strictObject({ reason: liftingReason, evidence: proof })
export const endRestrictionInput = liftingInput.extend({ field: fieldId })

export const mostReads = 1000
const readLine = z.strictObject({
  customer: referenceInput.describe("The bank's own id of the customer."),
  field: fieldId,
  purpose: z.string('restriction.purpose').max(64, 'restriction.purpose').describe('The id of the purpose.'),
  ground: z
    .enum(readGrounds, 'restriction.ground')
    .describe('On what ground it was read; `none` where nothing allowed it. The customer reads it.'),
  count: z
    .int('restriction.count')
    .min(1, 'restriction.count')
    .max(2_147_483_647, 'restriction.count')
    .describe('How often it was read for this purpose on this ground.'),
})
export type ReadLine = z.infer<typeof readLine>
export const reportReadsInput = z.strictObject({
  day: day('restriction.day').describe('The day in Almaty that is told of, which has come.'),
  reads: z
    .array(readLine, 'restriction.reads')
    .max(mostReads, 'restriction.reads')
    .describe('The reads of restricted fields, at most 1,000 lines; empty where there were none.'),
  complete: z
    .boolean('restriction.complete')
    .default(true)
    .describe(
      'Whether this was all of the day, which must be over then. False where another call with more lines follows.',
    ),
})

/** A restriction as systems read it. */
export interface Restriction {
  field: string
  since: Date
  reason: SettingReason
  allowed: RemainingGround[]
}

/** The restriction of a field, for the customer. */
export interface RestrictionView extends Omit<Restriction, 'field'> {
  by: RestrictionActor
  use: UseOfRestricted
  /** The uses that the portal knows of by itself, the latest first. */
  known: KnownUse[]
}
/** A use that no report has to tell: a disclosure of the field, or a decision of a program by a factor made from it. */
export interface KnownUse {
  kind: 'recipient' | 'automated-decision'
  /** The recipient, or the kind of decision. */
  by: Mentioned
  /** The day of the last one. */
  lastDay: string
}
/** How a restricted field was used since, by the systems' reports. */
export interface UseOfRestricted {
  /** The uses that systems have reported since, the latest first. */
  uses: ReportedUse[]
  /** The first day from which no use was reported, nor is known to the portal. */
  unusedSince: string
  /** The last day up to which all systems that report have told of each; null where there is none yet. */
  reportedUntil: string | null
  /** The systems whose reports of two days or more are missing. */
  silent: SilentSystem[]
}
export interface ReportedUse {
  /** The system's name. */
  system: string
  ground: ReadGround
  /** The purpose; null when no policy has it. */
  purpose: string | null
  count: number
  lastDay: string
}
export interface SilentSystem {
  system: string
  /** For how many days there is no report. */
  missing: number
  /** The last day of which it has told; null where there is none. */
  lastDay: string | null
}

/** A silent system, for who oversees systems. */
export interface SilentLine extends SilentSystem {
  id: string
}

/** The restrictions of a customer whom staff have found. */
export interface DeskRestrictions {
  searchId: string
  /** Masked; null when the bank holds no name. */
  customer: string | null
  /** The evidence is null for those who may not lift. */
  restrictions: (Restriction & { title: string; by: string; evidence: string | null })[]
  /** The fields that can be restricted, by category. */
  choices: { category: string; fields: { id: string; title: string }[] }[]
  /** Whether the reader may lift. */
  mayLift: boolean
}
