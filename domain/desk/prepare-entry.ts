import { addDays } from '#policy/days.ts'
import { aboutChoices } from '../cases/about-view.ts'
import { formLimits } from '../complaints/complaint-view.ts'
import { longestBackDays, receivedDay } from '../complaints/received-on.ts'
import { outsideChannels } from '../complaints/schema.ts'
import { verb } from '../verb.ts'
import type { EntryFormView } from './schema.ts'

/** What the form shows with which staff enter a complaint: its channels, what it can be about, the days it may be of. */
export const prepareEntry = verb('complaints:enter', async ({ locale, now }): Promise<EntryFormView> => {
  const today = receivedDay(now)
  return {
    channels: outsideChannels,
    choices: {
      consents: aboutChoices('consent', locale),
      fields: aboutChoices('field', locale),
      recipients: aboutChoices('recipient', locale),
    },
    first: addDays(today, -longestBackDays),
    today,
    limits: formLimits,
  }
})
