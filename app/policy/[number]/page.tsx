import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { visitorContext } from '#api/session/visitor.ts'
import { OpenPage } from '#app/open-page.tsx'
import { PolicyScreen } from '#components/policies/policy-screen.tsx'
import { isRefusal } from '#domain/errors.ts'
import { showPolicy } from '#domain/policies/show-policy.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { services } from '#services'

type Props = PageProps<'/policy/[number]'>

/** The title and the page share one look-up. */
const version = cache(async (number: string) => {
  try {
    return await showPolicy(await visitorContext(), { number })
  } catch (error) {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    throw error
  }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await version((await params).number)
  return { title: translator(await readerLocale(), 'policies')('version-title', { number }) }
}

export default async function PolicyVersion({ params }: Props) {
  const { config } = await services()
  return (
    <OpenPage current="policy">
      <PolicyScreen view={await version((await params).number)} portal={config.PUBLIC_URL} />
    </OpenPage>
  )
}
