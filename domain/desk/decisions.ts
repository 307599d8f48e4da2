import { pauseReasons } from '#db/schema/case-codes.ts'
import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Locale } from '#policy/locale.ts'
import { begunOutcomes } from '../tasks/begun-outcomes.ts'
import type { CaseView, DeskCaseView } from './schema.ts'

/** What an answer to a request can say beside its text, in the reader's language. */
export const decisions = (locale: Locale, view: CaseView): NonNullable<DeskCaseView['decisions']> => ({
  reasons: (catalogue().refusals ?? []).map(({ id, title, citation }) => ({
    id,
    title: title[locale],
    citation: citation[locale],
  })),
  fields: allFields(catalogue()).map(({ id, title }) => ({ id, title: title[locale] })),
  pauses: pauseReasons,
  begun: view.type === 'request' ? begunOutcomes(view.tasks) : {},
})
