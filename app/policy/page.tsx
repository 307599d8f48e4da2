import type { Metadata } from 'next'
import { visitorContext } from '#api/session/visitor.ts'
import { PolicyScreen } from '#components/policies/policy-screen.tsx'
import { showPolicy } from '#domain/policies/show-policy.ts'
import { getTranslations } from '#i18n/translations.ts'
import { PublicPage } from '../public-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policies'))('title') }
}

export default async function Policy() {
  const view = await showPolicy(await visitorContext())
  return (
    <PublicPage>
      <PolicyScreen view={view} />
    </PublicPage>
  )
}
