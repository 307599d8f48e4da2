import type { Metadata } from 'next'
import { visitorContext } from '#api/session/visitor.ts'
import { PolicyScreen } from '#components/policies/policy-screen.tsx'
import { showPolicy } from '#domain/policies/show-policy.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { services } from '#services'
import { OpenPage } from '../open-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'policies')('title') }
}

export default async function Policy() {
  const view = await showPolicy(await visitorContext())
  const { config } = await services()
  return (
    <OpenPage current="policy" path={`/policy/${view.number}`}>
      <PolicyScreen view={view} portal={config.PUBLIC_URL} />
    </OpenPage>
  )
}
