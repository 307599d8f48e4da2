import { z } from 'zod'
import { keepingGrounds, lineFates } from '#db/schema/deletions.ts'
import { refusalReasons } from '#policy/refusal-reasons.ts'
import { day, moment, termed, text } from './record-fields.ts'

/** What a deletion that was carried out is certified with. */
export const certificate = z
  .object({
    reference: text,
    at: moment,
    backupsUntil: day.nullable().describe('Until when backups may have what was erased.'),
    lines: z.array(
      z.object({
        field: termed,
        fate: z.enum(lineFates).describe('`refused`: a system of the bank did not erase it.'),
        quantity: z.int().nullable().describe('Of a collection, how many entries there were.'),
        grounds: z.array(z.enum(keepingGrounds)).describe('On what it is kept.'),
        reason: z.enum(refusalReasons).nullable().describe('Why a system refused.'),
        until: day.nullable(),
      }),
    ),
  })
  .nullable()
  .describe('Null of all but a deletion that was carried out.')
