import Link from 'next/link'
import type { LookNotice as Look } from '#domain/looks/schema.ts'
import { timeLeft, whoLooks } from '#i18n/describe/looks.ts'
import { clockTime } from '#i18n/format.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { Band } from '../ui/band.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'

interface Props {
  look: Look
  locale: Locale
  now: Date
  /** Ends the look; the form says which. */
  answer: (form: FormData) => Promise<void>
}

/** Tells the customer, on whatever page they are, that someone asks to look or is looking; ending it is one press. */
export function LookNotice({ look, locale, now, answer }: Props) {
  const say = translator(locale, 'looks')
  const who = whoLooks(locale, look)
  const running = look.state === 'running'
  const urgent = `notice.${look.state}-urgent`
  const told = say.dynamic(look.kind === 'break-glass' && say.has(urgent) ? urgent : `notice.${look.state}`, {
    who,
  })
  const page = `/looks/${look.id}` as const
  return (
    <Band
      label={say('notice.label')}
      tone={look.kind === 'break-glass' ? 'urgent' : 'live'}
      pairs={[
        {
          term: say('notice.label'),
          text: running ? (
            <>
              {told}{' '}
              <Link href={page} prefetch={false}>
                {say('notice.open')}
              </Link>
            </>
          ) : (
            `${told} ${say.dynamic(`notice.${look.state}-until`, { time: clockTime(look.until) })}.`
          ),
        },
      ]}
      left={running ? { term: say('notice.left'), ...timeLeft(look.until, now) } : undefined}
    >
      {running ? (
        <form action={answer}>
          <input type="hidden" name="look" value={look.id} />
          <Button type="submit" name="answer" value="end">
            {say('end')}
          </Button>
        </form>
      ) : (
        <ButtonLink href={page}>{say(look.state === 'waiting' ? 'notice.answer' : 'notice.open')}</ButtonLink>
      )}
    </Band>
  )
}

/** Changes whenever the notices on a page change. */
export const noticesVersion = (looks: readonly Pick<Look, 'id' | 'state'>[]): string =>
  looks.map(({ id, state }) => `${id} ${state}`).join(', ') || 'none'
