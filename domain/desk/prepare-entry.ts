import { addDays } from '#policy/days.ts'
import { type RequestKind, requestKinds } from '#policy/request-kinds.ts'
import { aboutChoices } from '../cases/about-view.ts'
import { formLimits } from '../cases/case-steps.ts'
import { longestBackDays, receivedDay } from '../cases/received-on.ts'
import { outsideChannels } from '../complaints/schema.ts'
import type { Ctx } from '../context.ts'
import { rightOf } from '../requests/rights.ts'
import { verb } from '../verb.ts'
import type { EntryFormView } from './schema.ts'

/** What the form shows with which staff enter a complaint: its channels, what it can be about, the days it may be of. */
export const prepareEntry = verb('complaints:enter', async (ctx): Promise<EntryFormView> => entryForm(ctx))

/** The same for a request, with the rights it can use. */
export const prepareRequestEntry = verb(
  'requests:enter',
  async (ctx): Promise<EntryFormView & { kinds: { kind: RequestKind; title: string }[] }> => ({
    ...entryForm(ctx),
    kinds: requestKinds.map((kind) => ({ kind, title: rightOf(kind, ctx.locale).title })),
  }),
)

function entryForm({ locale, now }: Ctx): EntryFormView {
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
}
