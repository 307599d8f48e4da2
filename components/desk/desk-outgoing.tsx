import type { OutgoingWords } from '#i18n/describe/desk.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { FoldingText } from '../shell/folding-text.tsx'
import { Button } from '../ui/button.tsx'
import { Hidden } from '../ui/form.tsx'
import { Actions, Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { LeavesIn } from './leaves-in.tsx'

/** Takes a text back by a form. The page says why that was refused. */
export type RecallByForm = (form: FormData) => Promise<void>

interface Props {
  reference: string
  outgoing: OutgoingWords
  recall: RecallByForm
}

/** The text that waits to leave, with the button that takes it back. */
export async function DeskOutgoing({ reference, outgoing, recall }: Props) {
  const say = translator(await readerLocale(), 'complaints.desk.outgoing')
  const { id, text, sentence, clock, seconds } = outgoing
  return (
    <Part id="answer" heading={say('title')}>
      <div className="grid gap-4">
        <p role="status">{[sentence, clock].filter(Boolean).join(' ')}</p>
        <FoldingText text={text} mine />
        <form action={recall}>
          <Hidden values={{ reference, outgoing: id }} />
          <Actions>
            <Button type="submit">{say('act')}</Button>
            <Note>
              <LeavesIn seconds={seconds} text={say('left')} />
            </Note>
          </Actions>
        </form>
      </div>
    </Part>
  )
}
