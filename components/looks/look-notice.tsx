import Link from 'next/link'
import type { LookNoticeView } from '#domain/looks/schema.ts'
import type { NoticeWords } from '#i18n/describe/looks.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Band } from '../ui/band.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'

interface Props {
  words: NoticeWords
  /** The action that ends the look which the form names. */
  answer: (form: FormData) => Promise<void>
}

/** Tells the customer on every page that a member of staff asks for a look or is looking, with a button to end it. */
export async function LookNotice({ words: { id, urgent, running, told, left, link }, answer }: Props) {
  const say = translator(await readerLocale(), 'looks')
  const page = `/looks/${id}` as const
  return (
    <Band
      label={say('notice.label')}
      tone={urgent ? 'urgent' : 'live'}
      pairs={[
        {
          term: say('notice.label'),
          text: running ? (
            <>
              {told}{' '}
              <Link href={page} prefetch={false}>
                {link}
              </Link>
            </>
          ) : (
            told
          ),
        },
      ]}
      left={left ? { term: say('notice.left'), ...left } : undefined}
    >
      {running ? (
        <form action={answer}>
          <input type="hidden" name="look" value={id} />
          <Button type="submit" name="answer" value="end">
            {say('end')}
          </Button>
        </form>
      ) : (
        <ButtonLink href={page}>{link}</ButtonLink>
      )}
    </Band>
  )
}

/** The version of a page's notices, which changes when they do. */
export const noticesVersion = (looks: readonly Pick<LookNoticeView, 'id' | 'state'>[]): string =>
  looks.map(({ id, state }) => `${id} ${state}`).join(', ') || 'none'
