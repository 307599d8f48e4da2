import { z } from 'zod'
import { outsideChannels } from '#db/schema/case-codes.ts'
import { locales } from '#policy/locale.ts'
import { type FiledView, policyAbout, writtenText } from './schema.ts'

/** A case that reached the bank outside the portal, as the bank enters it. */
export const entryInput = z.strictObject({
  id: z
    .string('complaint.entry-id')
    .trim()
    .min(1, 'complaint.entry-id')
    .max(64, 'complaint.entry-id')
    .describe('The caller’s own id of the letter or call, by which a repeat is known.'),
  channel: z.enum(outsideChannels, 'complaint.channel').describe('How it reached the bank.'),
  receivedOn: z.iso
    .date('complaint.day')
    .describe(
      'The day of receipt in Almaty, from which the clock runs: not to come, and at most 365 days ago.',
    ),
  about: policyAbout
    .optional()
    .describe('What of the policy it is about; without it, nothing in particular.'),
  text: writtenText('complaint.text-empty').describe(
    'What the customer wrote or said: up to 20,000 characters. They read it in the portal.',
  ),
  locale: z.enum(locales, 'locale.unknown').describe('The language in which the customer wants the answer.'),
})

/** A case that the bank entered. */
export interface EnteredView extends FiledView {
  /** Whether the last day for the answer is past already. */
  late: boolean
}
