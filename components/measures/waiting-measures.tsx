import type { WaitingWords } from '#i18n/describe/measures.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import type { FormAction } from '../ui/form-state.ts'
import { Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { DecideForm } from './decide-form.tsx'

interface Props {
  waiting: WaitingWords[]
  /** The action that takes or declines what a colleague asked for; absent for staff who may not. */
  answer?: FormAction
  withdraw: FormAction
}

/** The measures that wait for a second member of staff. */
export async function WaitingMeasures({ waiting, answer, withdraw }: Props) {
  const say = translator(await readerLocale(), 'measures.waiting')
  const answers = [
    { value: 'take', text: say('take') },
    { value: 'decline', text: say('decline') },
  ]
  return (
    <Part heading={say('title')} note={waiting.length > 0 ? say('note') : undefined}>
      {waiting.length === 0 && <Empty>{say('none')}</Empty>}
      <Rows>
        {waiting.map(({ id, customer, what, until, sentence, mine }) => (
          <Row key={id}>
            <Line title={`${customer}: ${what}`}>
              <span>{until}</span>
            </Line>
            <Note>{sentence}</Note>
            {mine ? (
              <DecideForm
                measure={id}
                decide={withdraw}
                answers={[{ value: 'withdraw', text: say('withdraw') }]}
              />
            ) : (
              answer && <DecideForm measure={id} decide={answer} answers={answers} />
            )}
          </Row>
        ))}
      </Rows>
    </Part>
  )
}
