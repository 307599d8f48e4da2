import type { Metadata } from 'next'
import { ApiScreen } from '#components/developers/api-screen.tsx'
import { apiView } from '#components/developers/document.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { OpenPage } from '../open-page.tsx'
import { openapi } from './document.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'developers')('title') }
}

const api = apiView(openapi)

export default async function Developers() {
  return (
    <OpenPage>
      <ApiScreen api={api} />
    </OpenPage>
  )
}
