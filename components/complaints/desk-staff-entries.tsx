import type { DeskComplaintView } from '#domain/desk/schema.ts'
import { describeInternal } from '#i18n/describe/desk.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { SaidText } from '../shell/said-text.tsx'
import { Button } from '../ui/button.tsx'
import { Empty, Part } from '../ui/part.tsx'
import { Knot, Thread } from '../ui/thread.tsx'
import { DeskForm } from './desk-form.tsx'
import type { DeskAction } from './desk-state.ts'

interface Props {
  view: DeskComplaintView
  note: DeskAction
  locale: Locale
  now: Date
}

/** What the staff keep to themselves: their notes, who answered when, and the portal's reminders. */
export function DeskInternal({ view, note, locale, now }: Props) {
  const say = translator(locale, 'complaints.desk.internal')
  const entries = describeInternal(locale, view.internal, now)
  return (
    <Part id="internal" heading={say('title')} note={say('note')}>
      <DeskForm
        action={note}
        hidden={{ reference: view.complaint.reference }}
        field={{ id: 'note-text', label: say('field'), hint: say('hint') }}
      >
        <Button type="submit">{say('act')}</Button>
      </DeskForm>
      <div className="mt-6">
        {entries.length === 0 ? (
          <Empty>{say('empty')}</Empty>
        ) : (
          <Thread shape="log">
            {entries.map(({ id, label, dateTime, sentence, note: text }, place) => (
              <Knot
                key={id}
                knot={text === null ? 'next' : 'ring'}
                line={place === entries.length - 1 ? 'none' : 'dots'}
                label={label}
                dateTime={dateTime}
              >
                {sentence}
                {text !== null && <SaidText text={text} internal />}
              </Knot>
            ))}
          </Thread>
        )}
      </div>
    </Part>
  )
}
