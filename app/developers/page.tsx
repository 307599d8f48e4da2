import type { Metadata } from 'next'
import { ApiScreen } from '#components/developers/api-screen.tsx'
import { apiView } from '#components/developers/document.ts'
import { getTranslations } from '#i18n/translations.ts'
import { PublicPage } from '../public-page.tsx'
import { openapi } from './document.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('developers'))('title') }
}

const api = apiView(openapi)

export default async function Developers() {
  return (
    <PublicPage>
      <ApiScreen api={api} />
    </PublicPage>
  )
}
