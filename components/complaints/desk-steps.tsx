import type { DeskComplaintView } from '#domain/desk/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Button } from '../ui/button.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { DeskForm } from './desk-form.tsx'

interface Props {
  view: DeskComplaintView
  /** What announcing a delay would say; null when it may not be announced. */
  extension: string | null
  move: FormAction
  extend: FormAction
}

/** The buttons of the steps that need no text, and the form that announces a delay. Each is shown only if it can follow. */
export async function DeskSteps({ view: { complaint, may }, extension, move, extend }: Props) {
  const say = translator(await readerLocale(), 'complaints.desk')
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
            <Note className="mb-4">{extension}</Note>
            <DeskForm
              action={extend}
              hidden={hidden}
              field={{
                id: 'extend-reason',
                name: 'reason',
                label: say('extend.reason'),
                hint: say('extend.hint'),
              }}
            >
              <Button type="submit">{say('extend.act')}</Button>
            </DeskForm>
          </div>
        </Part>
      )}
    </>
  )
}
