import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Either } from '../ui/need.tsx'

interface Props {
  look: string
  /** How many steps of the look the page shows. */
  seen: number
  /** The page that follows: the overview, or the look's own. */
  back: 'overview' | 'look'
  acknowledge: (form: FormData) => Promise<void>
}

/** The two deeds about a look that is over: to take note of it, and to ask why. */
export async function LookAcknowledgement({ look, seen, back, acknowledge }: Props) {
  const say = translator(await readerLocale(), 'looks')
  return (
    <Either>
      <form action={acknowledge}>
        <input type="hidden" name="look" value={look} />
        <input type="hidden" name="seen" value={seen} />
        <input type="hidden" name="back" value={back} />
        <Button type="submit">{say('need.acknowledge')}</Button>
      </form>
      <ButtonLink href={`/complaints/new?look=${look}`}>{say('ask-why')}</ButtonLink>
    </Either>
  )
}
