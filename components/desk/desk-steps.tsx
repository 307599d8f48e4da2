import type { DeskCaseView } from '#domain/desk/schema.ts'
import type { TextPreviewWords } from '#i18n/describe/text-preview.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Button } from '../ui/button.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { DelayForm } from './delay-form.tsx'
import { DeskForm } from './desk-form.tsx'
import { previewLabels } from './preview-labels.ts'

interface Props {
  view: DeskCaseView
  /** What announcing a delay would say; null when it may not be announced. */
  extension: string | null
  move: FormAction<TextPreviewWords>
  extend: FormAction<TextPreviewWords>
}

/** The buttons of the steps that need no text, and the form that announces a delay. Each is shown only if it can follow. */
export async function DeskSteps({ view, extension, move, extend }: Props) {
  const say = translator(await readerLocale(), 'complaints.desk')
  const { shown, may, returned } = view
  const kept = returned?.kind === 'extended' ? returned.text : ''
  const hidden = { reference: shown.reference, lastStep: String(shown.lastStep) }
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
            <DelayForm
              key={kept}
              action={extend}
              hidden={hidden}
              begun={kept}
              words={{ label: say('extend.reason'), hint: say('extend.hint'), act: say('extend.act') }}
              preview={await previewLabels()}
            />
          </div>
        </Part>
      )}
    </>
  )
}
