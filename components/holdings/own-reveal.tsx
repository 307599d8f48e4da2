import type { ReactNode } from 'react'
import type { HoldingsView } from '#domain/holdings/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { stepUpWords } from '../account/step-up-words.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { HoldingReveal } from './holding-reveal.tsx'

/** Lets the rows of "My data" show their values to the customer, who may be asked for a fresh code. */
export async function OwnReveal({ view, children }: { view: HoldingsView; children: ReactNode }) {
  const locale = await readerLocale()
  const say = translator(locale, 'holdings')
  const reveal = {
    show: say('reveal.show'),
    hide: say('reveal.hide'),
    countdown: say('reveal.countdown'),
    logged: <PortalLink href="/activity?kind=data">{say('reveal.logged')}</PortalLink>,
    offline: translator(locale, 'common')('offline'),
  }
  return (
    <HoldingReveal words={reveal} stepUp={stepUpWords(locale, view.phone)}>
      {children}
    </HoldingReveal>
  )
}
