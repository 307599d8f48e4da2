import { z } from 'zod'
import { factorDirections, factorWeights } from '#db/schema/automated-decisions.ts'
import {
  liftedReasons,
  remainingGrounds,
  restrictionActors,
  settingReasons,
} from '#db/schema/restrictions.ts'
import { automatedOutcomes } from '#policy/automated-outcomes.ts'
import { day, masked, moment, termed, text } from './record-fields.ts'

const system = z
  .object({ id: text, title: text.nullable() })
  .describe('The id of a system and its name; null when the bank has no such system any more.')

export const automatedDecision = z.object({
  id: z.uuid(),
  reference: text.describe('The number under which the system keeps it.'),
  kind: termed,
  outcome: z.enum(automatedOutcomes),
  sentence: text
    .nullable()
    .describe('What it came to, in the words of the policy of that time; null when no version has them.'),
  factors: z
    .array(
      z.object({
        ...termed.shape,
        weight: z.enum(factorWeights),
        direction: z.enum(factorDirections).describe('Whether it spoke for the customer or against them.'),
        fields: z.array(termed).describe('The kinds of data it was made from.'),
      }),
    )
    .describe('What weighed most first.'),
  basis: text.nullable().describe('The legal basis by the policy of that time.'),
  consentInForce: z
    .boolean()
    .nullable()
    .describe('Whether the consent on which it rests was in force then; null where it rests on none.'),
  system,
  at: moment.describe('When it was decided.'),
  recordedAt: moment,
  objections: z.array(
    z.object({
      reference: text.describe('The number of the complaint.'),
      receivedAt: moment,
      answer: z.object({ at: moment, text }).nullable().describe('The bank’s last written answer to it.'),
    }),
  ),
  masked,
})

const actor = z
  .object({ kind: z.enum(restrictionActors), ...system.shape })
  .describe('A member of staff, by their code, or a system.')

export const restriction = z.object({
  id: z.uuid(),
  field: termed,
  setAt: moment,
  setBy: actor,
  reason: z.enum(settingReasons),
  allowed: z
    .array(z.enum(remainingGrounds))
    .describe('The grounds on which it may be used all the same; without any it is only kept.'),
  lifted: z
    .object({ at: moment, by: actor, reason: z.enum(liftedReasons) })
    .nullable()
    .describe('Null while it holds.'),
  uses: z
    .array(
      z.object({
        day,
        count: z.int(),
        withoutGround: z.int().describe('How many of them nothing allowed.'),
        systems: z.array(system).describe('The systems that reported them.'),
      }),
    )
    .describe('What systems reported of uses since, a sum for each day that had any.'),
})
