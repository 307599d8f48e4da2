import type { Metadata } from 'next'
import { visitorContext } from '#api/session/visitor.ts'
import { AboutScreen } from '#components/policies/about-screen.tsx'
import { listAssumptions } from '#domain/policies/list-assumptions.ts'
import { getTranslations } from '#i18n/translations.ts'
import { PublicPage } from '../public-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policies.about'))('title') }
}

export default async function About() {
  return (
    <PublicPage>
      <AboutScreen assumptions={listAssumptions(await visitorContext())} />
    </PublicPage>
  )
}
