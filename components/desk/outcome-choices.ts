import type { DeskCaseView } from '#domain/desk/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import type { OutcomeChoices } from './outcome-fields.tsx'

/** What an answer to a request can say beside its text; undefined where the bank owes none. */
export async function outcomeChoices({
  shown,
  decisions,
  may,
}: DeskCaseView): Promise<OutcomeChoices | undefined> {
  if (!decisions) return undefined
  const say = translator(await readerLocale(), 'complaints.desk.outcome')
  return {
    reasons: decisions.reasons.map(({ id, title, citation }) => ({
      value: id,
      text: `${title} (${citation})`,
    })),
    fields: decisions.fields,
    fulfils: may.decide,
    begun: decisions.begun,
    about: shown.about?.kind === 'field' ? shown.about.id : null,
    pauses: decisions.pauses.map((value) => ({ value, text: say(`pauses.${value}`) })),
    words: {
      reason: say('reason'),
      reasonHint: say('reason-hint'),
      none: say('none'),
      byField: say('by-field'),
      fulfilled: say('fulfilled'),
      unsaid: say('unsaid'),
      pause: say('pause'),
      pauseHint: say('pause-hint'),
      noPause: say('no-pause'),
    },
  }
}
