import type { Metadata } from 'next'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PublicPage } from './public-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'common.not-found')('title') }
}

export default async function NotFound() {
  const say = translator(await readerLocale(), 'common.not-found')
  return (
    <PublicPage>
      <PageHead title={say('title')}>
        <p>{say('text')}</p>
      </PageHead>
      <ButtonLink href="/" kind="main">
        {say('home')}
      </ButtonLink>
    </PublicPage>
  )
}
