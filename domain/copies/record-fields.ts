import { z } from 'zod'

/** What records of several parts are made of. */
export const moment = z.iso.datetime().describe('A moment in UTC (RFC 3339).')
export const day = z.iso.date().describe('A calendar day in Almaty.')
export const text = z.string()
export const dpv = z.array(text).describe('Terms of the Data Privacy Vocabulary, DPV 2.3.')
/** An id of the catalogue with its name in the language of the copy. */
export const termed = z
  .object({ id: text, title: text.nullable() })
  .describe('An id of the bank’s policy and its name; null when no version of the policy has it.')
export const masked = z
  .boolean()
  .describe('Whether names, numbers or texts of other people are masked in it.')
