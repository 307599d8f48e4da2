import type { SignInView } from '#domain/measures/schema.ts'
import type { SignInWords } from '#i18n/describe/measures.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { PageHead } from '../ui/page-head.tsx'
import { Part } from '../ui/part.tsx'
import { MeasureForm } from './measure-form.tsx'
import { WaitingMeasures } from './waiting-measures.tsx'

interface Props {
  view: SignInView
  words: SignInWords
  /** The reasons that fit what can be asked for. */
  reasons: readonly SignInView['waiting'][number]['reason'][]
  ask: FormAction
  answer?: FormAction
  withdraw: FormAction
}

/** The staff's page of a found customer's sign-in: how it stands, what waits, and the form to ask for a measure. */
export async function SignInScreen({ view, words, reasons, ask, answer, withdraw }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'measures')
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
        <Facts>
          <Fact term={translator(locale, 'looks')('fact.customer')}>{words.customer}</Fact>
          <Fact term={say('state.term')}>{words.state}</Fact>
        </Facts>
      </PageHead>
      {words.waiting.length > 0 && (
        <WaitingMeasures waiting={words.waiting} answer={answer} withdraw={withdraw} />
      )}
      <Part heading={say('ask.title')}>
        <MeasureForm
          ask={ask}
          search={view.searchId}
          kinds={view.kinds.map((value) => ({
            value,
            text: say(`kind.${value}`),
            effect: say(`effect.${value}`),
          }))}
          reasons={reasons.map((value) => ({ value, text: say(`reason.${value}`) }))}
          words={{
            kind: say('ask.kind'),
            reason: say('ask.reason'),
            reasonHint: say('ask.reason-hint'),
            note: say('ask.note'),
            noteHint: say('ask.note-hint'),
            send: say('ask.send'),
          }}
        />
      </Part>
    </>
  )
}
