import type { StaffEntryWords } from '#i18n/describe/staff-entries.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { FoldingText } from '../shell/folding-text.tsx'
import { Button } from '../ui/button.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { Empty, Part } from '../ui/part.tsx'
import { Knot, Thread } from '../ui/thread.tsx'
import { DeskForm } from './desk-form.tsx'

interface Props {
  reference: string
  entries: StaffEntryWords[]
  note: FormAction
}

/** What only staff see of a complaint: their notes, who answered for it and when, and the portal's reminders. */
export async function DeskStaffEntries({ reference, entries, note }: Props) {
  const say = translator(await readerLocale(), 'complaints.desk.staff-entries')
  return (
    <Part id="staff-entries" heading={say('title')} note={say('note')}>
      <DeskForm
        action={note}
        hidden={{ reference }}
        field={{ id: 'note-text', name: 'text', label: say('field'), hint: say('hint') }}
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
                {text !== null && <FoldingText text={text} note />}
              </Knot>
            ))}
          </Thread>
        )}
      </div>
    </Part>
  )
}
