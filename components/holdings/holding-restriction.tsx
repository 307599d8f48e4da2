import type { RestrictionWords } from '#i18n/describe/restrictions.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { Notice } from '../ui/notice.tsx'
import { Urgent } from '../ui/text.tsx'

/** That a field is kept and not used: since when and why, what remains allowed, and how it was used since. */
export async function HoldingRestriction({ words }: { words: RestrictionWords }) {
  const { mark, sentence, uses, silent } = words
  return (
    <Notice tone="tell" title={mark}>
      <p>{sentence}</p>
      {uses.map(({ text, forbidden }) => (
        <p key={text}>{forbidden ? <Urgent tone="late">{text}</Urgent> : text}</p>
      ))}
      {silent.map((text) => (
        <p key={text}>
          <Urgent tone="soon">{text}</Urgent>
        </p>
      ))}
      <p>
        <PortalLink href="/activity?kind=data">
          {translator(await readerLocale(), 'restrictions')('log')}
        </PortalLink>
      </p>
    </Notice>
  )
}
