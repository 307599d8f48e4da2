import type { DeskComplaintView } from '#domain/desk/schema.ts'
import { longDate } from '#i18n/format.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { Button } from '../ui/button.tsx'
import { Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { DeskForm } from './desk-form.tsx'
import type { DeskAction } from './desk-state.ts'

interface Props {
  view: DeskComplaintView
  move: DeskAction
  extend: DeskAction
  locale: Locale
}

/** The steps that need no words, and more time for the answer: each only where it may follow. */
export function DeskSteps({ view, move, extend, locale }: Props) {
  const say = translator(locale, 'complaints.desk')
  const { complaint, may, extension } = view
  const hidden = { reference: complaint.reference, lastStep: String(complaint.lastStep) }
  const wordless = [
    { kind: 'in-review', live: may.review },
    { kind: 'closed', live: may.close },
    { kind: 'court', live: may.court },
  ] as const
  const live = wordless.filter((one) => one.live)
  return (
    <>
      {live.length > 0 && (
        <Part id="steps" heading={say('steps.title')} note={say('steps.note')}>
          <DeskForm action={move} hidden={hidden}>
            {live.map(({ kind }) => (
              <Button key={kind} type="submit" name="kind" value={kind}>
                {say(`steps.${kind}`)}
              </Button>
            ))}
          </DeskForm>
        </Part>
      )}
      {extension && (
        <Part id="extend" heading={say('extend.title')} note={say('extend.note')}>
          <div>
            <Note className="mb-4">
              {say('extend.rule', { date: longDate(locale, extension.due), days: extension.days })}
            </Note>
            <DeskForm
              action={extend}
              hidden={hidden}
              field={{ id: 'extend-reason', label: say('extend.reason'), hint: say('extend.hint') }}
            >
              <Button type="submit">{say('extend.act')}</Button>
            </DeskForm>
          </div>
        </Part>
      )}
    </>
  )
}
