import type { ReactNode } from 'react'
import type { HoldingsView } from '#domain/holdings/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { ReasonReveal, type RevealForSupport } from './reason-reveal.tsx'

interface Props {
  view: HoldingsView
  /** Shows one value for one reason, and writes both down. */
  reveal: RevealForSupport
  children: ReactNode
}

/** Lets the rows of a customer's "My data" show a value to who looks with leave, each for a reason of its own. */
export async function LookReveal({ view, reveal, children }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'looks.view')
  const own = translator(locale, 'holdings')
  const fields = view.categories.flatMap((category) => category.fields)
  return (
    <ReasonReveal
      reveal={reveal}
      titles={Object.fromEntries(
        fields.filter(({ held }) => held?.revealable).map(({ id, title }) => [id, title]),
      )}
      words={{
        show: say('reveal.ask'),
        hide: own('reveal.hide'),
        countdown: own('reveal.countdown'),
        logged: say('reveal.logged'),
        offline: translator(locale, 'common')('offline'),
        title: say('reveal.title'),
        why: say('reveal.why'),
        reason: say('reveal.reason'),
        hint: say('reveal.hint'),
        open: say('reveal.open'),
        cancel: say('reveal.cancel'),
      }}
    >
      {children}
    </ReasonReveal>
  )
}
