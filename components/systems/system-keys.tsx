import type { SystemView } from '#domain/systems/schema.ts'
import type { KeyWords } from '#i18n/describe/systems.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StateLabel } from '../ui/notice.tsx'
import { Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import type { SystemActions } from './system-actions.ts'
import { SystemForm } from './system-form.tsx'
import { SystemKeyForm } from './system-key-form.tsx'

interface Props {
  view: SystemView
  keys: KeyWords[]
  actions: Pick<SystemActions, 'issue' | 'revoke'>
}

/** The keys of a system by their public part, with the forms in which administrators issue and revoke keys. */
export async function SystemKeys({ view, keys, actions }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'systems')
  const scope = translator(locale, 'scopes')
  const { choices, can } = view
  return (
    <Part id="keys" heading={say('keys.title')} note={say('keys.note')}>
      {keys.length === 0 && <Empty>{say('keys.none')}</Empty>}
      <Rows>
        {keys.map(({ id, title, state, sentences, live }) => (
          <Row key={id}>
            <Line title={title}>
              <StateLabel is={state.is}>{state.text}</StateLabel>
            </Line>
            <Note>{sentences}</Note>
            {can.keep && live && (
              <SystemForm
                action={actions.revoke}
                hidden={{ system: view.id, key: id }}
                act={say('keys.revoke-act')}
                fold={{ summary: say('keys.revoke'), note: say('keys.revoke-note') }}
              />
            )}
          </Row>
        ))}
        {can.keep && (
          <Row>
            {!can.issueKey && <Note>{say('issue.full')}</Note>}
            <SystemKeyForm
              action={actions.issue}
              systemId={view.id}
              open={can.issueKey}
              scopes={choices.scopes.map((value) => ({ value, text: scope(value) }))}
              days={choices.days.map((count) => ({
                value: String(count),
                text: say('issue.day-count', { count }),
              }))}
              words={{
                open: say('issue.open'),
                scopes: say('issue.scopes'),
                days: say('issue.days'),
                act: say('issue.act'),
                shown: say('secret.key'),
                hint: say('secret.hint'),
              }}
            />
          </Row>
        )}
      </Rows>
    </Part>
  )
}
