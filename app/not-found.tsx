import type { Metadata } from 'next'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { getTranslations } from '#i18n/translations.ts'
import { PublicPage } from './public-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('common.not-found'))('title') }
}

export default async function NotFound() {
  const say = await getTranslations('common.not-found')
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
