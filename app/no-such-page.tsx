import { ButtonLink } from '#components/ui/button-link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'

/** Says that there is no such page, with the way to the start. */
export async function NoSuchPage({ home }: { home: '/' | '/staff' }) {
  const say = translator(await readerLocale(), 'common.not-found')
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('text')}</p>
      </PageHead>
      <ButtonLink href={home} kind="main">
        {say('home')}
      </ButtonLink>
    </>
  )
}
