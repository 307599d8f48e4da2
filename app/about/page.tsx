import type { Metadata } from 'next'
import { visitorContext } from '#api/session/visitor.ts'
import { AboutScreen } from '#components/policies/about-screen.tsx'
import { listAssumptions } from '#domain/policies/list-assumptions.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PublicPage } from '../public-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'policies.about')('title') }
}

export default async function About() {
  return (
    <PublicPage>
      <AboutScreen assumptions={await listAssumptions(await visitorContext())} />
    </PublicPage>
  )
}
