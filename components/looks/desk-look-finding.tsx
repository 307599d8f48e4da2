import type { DeskLookView } from '#domain/looks/schema.ts'
import { describeFindings } from '#i18n/describe/look-findings.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import type { FormAction } from '../ui/form-state.ts'
import { Part } from '../ui/part.tsx'
import { LookFindingForm } from './look-finding-form.tsx'

interface Props {
  look: DeskLookView
  review: FormAction
  settle: FormAction
}

/** What an officer has to write about a look: the review that is owed, or how its escalation ended. */
export async function DeskLookFinding({ look: { id, can, customerLocale }, review, settle }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'looks.desk-review')
  if (!can.review && !can.settle) return null
  const { verdicts, escalations, outcomes } = describeFindings(locale)
  const language = translator(locale, 'complaints.desk')(`answer.in.${customerLocale}`)
  const words = { text: say('text'), hint: say('text-hint', { language }), send: say('send') }
  if (can.review)
    return (
      <Part heading={say('title')} note={say('note')}>
        <LookFindingForm
          action={review}
          look={id}
          choices={[
            {
              name: 'verdict',
              legend: say('verdict'),
              options: verdicts,
            },
            {
              name: 'escalation',
              legend: say('escalation'),
              hint: say('escalation-hint'),
              options: escalations,
            },
          ]}
          words={words}
        />
      </Part>
    )
  return (
    <Part heading={say('settle-title')} note={say('note')}>
      <LookFindingForm
        action={settle}
        look={id}
        choices={[
          {
            name: 'outcome',
            legend: say('outcome'),
            options: outcomes,
          },
        ]}
        words={words}
      />
    </Part>
  )
}
