import Link from 'next/link'
import type { SystemView } from '#domain/systems/schema.ts'
import { describeStanding } from '#i18n/describe/systems.ts'
import { longDate } from '#i18n/format.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { State } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Part } from '../ui/part.tsx'
import { Label, Note } from '../ui/text.tsx'
import { SystemKeys } from './system-keys.tsx'
import { SystemLate } from './system-late.tsx'
import { SystemNamesForm } from './system-names-form.tsx'
import type { SystemActions } from './system-state.ts'
import { SystemSubscriptions } from './system-subscriptions.tsx'

interface Props {
  view: SystemView
  locale: Locale
  now: Date
  /** The page of late deliveries is not the first. */
  continued: boolean
  actions: SystemActions
}

/** One system: what it is late with, where events go and how that does, its keys, its names. */
export function SystemScreen({ view, locale, now, continued, actions }: Props) {
  const say = translator(locale, 'systems')
  const { is, text } = describeStanding(locale, view)
  const date = longDate(locale, view.createdAt, 'on')
  return (
    <>
      <PageHead
        title={<span className="wrap-anywhere">{view.name}</span>}
        above={
          <Label>
            <Link href="/staff/systems" prefetch={false}>
              {say('title')}
            </Link>{' '}
            / {view.id}
          </Label>
        }
      >
        <State is={is}>{text}</State>
        <Note>
          {view.createdBy ? say('added', { staff: view.createdBy, date }) : say('added-nobody', { date })}
        </Note>
      </PageHead>
      {view.late > 0 && <SystemLate view={view} locale={locale} now={now} continued={continued} />}
      <SystemSubscriptions view={view} locale={locale} now={now} actions={actions} />
      <SystemKeys view={view} locale={locale} now={now} actions={actions} />
      {view.can.keep && (
        <Part heading={say('names.title')} note={say('names.note')}>
          <SystemNamesForm
            action={actions.rename}
            system={view}
            words={{
              id: say('names.id'),
              idHint: say('names.id-hint'),
              kk: say('names.kk'),
              ru: say('names.ru'),
              en: say('names.en'),
              act: say('names.save'),
            }}
          />
        </Part>
      )}
    </>
  )
}
