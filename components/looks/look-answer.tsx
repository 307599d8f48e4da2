import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Button } from '../ui/button.tsx'
import { Either } from '../ui/need.tsx'
import { Note } from '../ui/text.tsx'

interface Props {
  look: string
  /** The words the caller must say. */
  spoken: { first: string; second: string }
  /** The action that grants, refuses or ends the look. */
  answer: (form: FormData) => Promise<void>
}

/** Yes and no to a request, which look the same, with the two words of the member of staff who asks. */
export async function LookAnswer({ look, spoken, answer }: Props) {
  const say = translator(await readerLocale(), 'looks')
  return (
    <>
      <div>
        <p>
          <b>{say('words.heading')}</b>
        </p>
        <p>{say.rich('words.own', { ...spoken, b: (words) => <b>{words}</b> })}</p>
      </div>
      <form action={answer}>
        <input type="hidden" name="look" value={look} />
        <Either>
          <Button type="submit" name="answer" value="grant">
            {say('grant')}
          </Button>
          <Button type="submit" name="answer" value="refuse">
            {say('refuse')}
          </Button>
        </Either>
      </form>
      <Note>{say('rules')}</Note>
    </>
  )
}
