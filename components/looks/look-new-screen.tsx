import type { LookFormView } from '#domain/looks/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Actions } from '../ui/part.tsx'
import { LookForm } from './look-form.tsx'

interface Props {
  form: LookFormView | { refused: string }
  ask: FormAction
}

/** The page with the form for a look at the customer of a complaint or contact, or with the reason why nobody can ask for one. */
export async function LookNewScreen({ form, ask }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'looks')
  const nav = translator(locale, 'nav.page')
  if ('refused' in form)
    return (
      <>
        <PageHead title={say('ask.title')} />
        <Notice tone="refuse" role="alert">
          <p>{form.refused}</p>
        </Notice>
        <Actions>
          <ButtonLink href="/staff/customers">{say('search.title')}</ButtonLink>
        </Actions>
      </>
    )
  const { type, reference, customer, kinds, reasons, pages, minutes } = form
  return (
    <>
      <PageHead title={say('ask.title')}>
        <p>
          {say(type === 'complaint' ? 'ask.intro' : `ask.intro-${type}`, {
            customer: customer ?? say('search.nameless'),
            reference,
          })}
        </p>
      </PageHead>
      <LookForm
        ask={ask}
        reference={reference}
        withoutLeave={kinds.includes('break-glass')}
        reasons={reasons.map((value) => ({ value, text: say(`reason.${value}`) }))}
        pages={pages.map((value) => ({ value, text: nav(value) }))}
        minutes={minutes.map((count) => ({ value: String(count), text: say('minutes', { count }) }))}
        words={{
          reason: say('ask.reason'),
          text: say('ask.text'),
          textHint: say('ask.text-hint'),
          pages: say('ask.pages'),
          pagesHint: say(type === 'complaint' ? 'ask.pages-hint' : `ask.pages-hint-${type}`),
          minutes: say('ask.minutes'),
          kind: say('ask.kind'),
          leave: say('ask.leave'),
          breakGlass: say('ask.break-glass'),
          kindHint: say(type === 'complaint' ? 'ask.break-glass-hint' : `ask.only-leave-${type}`),
          send: say('ask.send'),
        }}
      />
    </>
  )
}
