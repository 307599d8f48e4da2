import type { Metadata } from 'next'
import { visitorContext } from '#api/session/visitor.ts'
import { AboutScreen } from '#components/policies/about-screen.tsx'
import { listAssumptions } from '#domain/policies/list-assumptions.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { services } from '#services'
import { OpenPage } from '../open-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'policies.about')('title') }
}

/** The list of assumptions is the bank's worklist: it is here only if a setting says so, and in the demo. */
export default async function About() {
  const { config } = await services()
  const isListed = config.SHOW_ASSUMPTIONS || config.ARQAU_DEMO
  return (
    <OpenPage>
      <AboutScreen assumptions={isListed ? await listAssumptions(await visitorContext()) : undefined} />
    </OpenPage>
  )
}
