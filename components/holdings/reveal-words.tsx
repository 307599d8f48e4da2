import type { HoldingsView } from '#domain/holdings/schema.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import type { RevealWords } from './holding-row.tsx'
import type { ReasonWords } from './reveal-by-reason.tsx'

/** The words for a customer who has a value shown. */
export function codeWords(locale: Locale): RevealWords {
  const say = translator(locale, 'holdings.reveal')
  return {
    show: say('show'),
    hide: say('hide'),
    countdown: say('countdown'),
    logged: <PortalLink href="/activity?kind=data">{say('logged')}</PortalLink>,
    offline: translator(locale, 'common')('offline'),
  }
}

/** The words for a member of staff who has a value shown in a look, with the titles of the fields they may open. */
export function reasonWords(locale: Locale, { categories }: HoldingsView): ReasonWords {
  const say = translator(locale, 'looks.view.reveal')
  const fields = categories.flatMap((category) => category.fields).filter(({ held }) => held?.revealable)
  return {
    ...codeWords(locale),
    show: say('ask'),
    logged: say('logged'),
    title: say('title'),
    why: say('why'),
    reason: say('reason'),
    hint: say('hint'),
    open: say('open'),
    cancel: say('cancel'),
    fields: Object.fromEntries(fields.map(({ id, title }) => [id, title])),
  }
}
