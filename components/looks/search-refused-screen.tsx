import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Actions } from '../ui/part.tsx'

/** A page about a customer whom staff have found, when it can't be shown, with the reason and the way to find them again. */
export async function SearchRefusedScreen({ title, refused }: { title: string; refused: string }) {
  const say = translator(await readerLocale(), 'measures')
  return (
    <>
      <PageHead title={title} />
      <Notice tone="refuse" role="alert">
        <p>{refused}</p>
      </Notice>
      <Actions>
        <ButtonLink href="/staff/customers">{say('find')}</ButtonLink>
      </Actions>
    </>
  )
}
