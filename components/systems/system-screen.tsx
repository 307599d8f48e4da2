import Link from 'next/link'
import type { SystemView } from '#domain/systems/schema.ts'
import type { SystemWords } from '#i18n/describe/systems.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StateLabel } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Part } from '../ui/part.tsx'
import { Label, Note } from '../ui/text.tsx'
import type { SystemActions } from './system-actions.ts'
import { SystemKeys } from './system-keys.tsx'
import { SystemLate } from './system-late.tsx'
import { SystemNamesForm } from './system-names-form.tsx'
import { SystemSubscriptions } from './system-subscriptions.tsx'

interface Props {
  view: SystemView
  words: SystemWords
  /** Whether the page of late deliveries is not the first. */
  continued: boolean
  actions: SystemActions
}

/** The page of a system: late deliveries, subscriptions with their health, keys, names. */
export async function SystemScreen({ view, words, continued, actions }: Props) {
  const say = translator(await readerLocale(), 'systems')
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
        <StateLabel is={words.state.is}>{words.state.text}</StateLabel>
        {words.partner && <Note>{words.partner}</Note>}
        <Note>{words.added}</Note>
      </PageHead>
      {view.late > 0 && <SystemLate view={view} rows={words.late} continued={continued} />}
      <SystemSubscriptions view={view} subscriptions={words.subscriptions} actions={actions} />
      <SystemKeys view={view} keys={words.keys} actions={actions} />
      {view.can.keep && (
        <Part heading={say('names.title')} note={say('names.note')}>
          <SystemNamesForm
            action={actions.rename}
            system={view}
            words={{
              id: say('names.id'),
              idHint: say('names.id-hint'),
              owner: say('names.owner'),
              ownerHint: say('names.owner-hint'),
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
