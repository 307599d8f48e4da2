import type { DeskCaseView } from '#domain/desk/schema.ts'
import type { TextPreviewWords } from '#i18n/describe/text-preview.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { locales } from '#policy/locale.ts'
import { Button } from '../ui/button.tsx'
import { Refused } from '../ui/form.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { Empty, Part } from '../ui/part.tsx'
import { AnswerForm } from './answer-form.tsx'
import { outcomeChoices } from './outcome-choices.ts'
import { previewLabels } from './preview-labels.ts'

interface Props {
  view: DeskCaseView
  move: FormAction<TextPreviewWords>
  /** The template and its language that the address names. */
  begun: { template: string; language: string }
  /** Why the last text could not be taken back. */
  refused: string | undefined
}

/** The form with which staff write to the customer: a message, a question or the answer. */
export async function DeskAnswer({ view, move, begun, refused }: Props) {
  const say = translator(await readerLocale(), 'complaints.desk')
  const { shown, templates, may, returned } = view
  const kept = returned && returned.kind !== 'extended' ? returned.text : ''
  const writes = may.message || may.ask || may.answer || may.refuse
  const language = locales.find((one) => one === begun.language) ?? view.locale
  const template = templates.find(({ id }) => id === begun.template)
  return (
    <Part
      id="answer"
      heading={say('answer.title')}
      note={writes && say('answer.note', { language: say(`answer.in.${view.locale}`) })}
    >
      {writes ? (
        <div className="grid gap-6">
          <Refused>{refused}</Refused>
          <AnswerForm
            key={kept}
            action={move}
            hidden={{ reference: shown.reference, lastStep: String(shown.lastStep) }}
            templates={templates}
            languages={locales.map((locale) => ({ locale, name: say(`languages.${locale}`) }))}
            language={language}
            begun={{ template: template?.id ?? '', text: template?.texts[language] ?? kept }}
            preview={await previewLabels()}
            outcomes={await outcomeChoices(view)}
            words={{
              template: say('answer.template'),
              templateNone: say('answer.template-none'),
              templateLanguage: say('answer.template-language'),
              insert: say('answer.insert'),
              label: say('answer.label'),
              hint: say('answer.hint'),
            }}
          >
            {may.answer && (
              <Button type="submit" kind="main" name="kind" value="answered">
                {say('answer.answered')}
              </Button>
            )}
            {may.decide && (
              <>
                <Button type="submit" kind="main" name="kind" value="fulfilled">
                  {say('answer.fulfilled')}
                </Button>
                <Button type="submit" name="kind" value="partly-fulfilled">
                  {say('answer.partly-fulfilled')}
                </Button>
              </>
            )}
            {may.refuse && (
              <Button type="submit" name="kind" value="refused">
                {say('answer.refused')}
              </Button>
            )}
            {may.ask && (
              <Button type="submit" name="kind" value="waiting-customer">
                {say('answer.waiting-customer')}
              </Button>
            )}
            {may.message && (
              <Button type="submit" name="kind" value="message">
                {say('answer.message')}
              </Button>
            )}
          </AnswerForm>
        </div>
      ) : (
        <Empty>{say('answer.over')}</Empty>
      )}
    </Part>
  )
}
