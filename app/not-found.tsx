import type { Metadata } from 'next'
import { customerContext } from '#api/session/context.ts'
import { staffContext } from '#api/staff/context.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { NoSuchPage } from './no-such-page.tsx'
import { OpenPage } from './open-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'common.not-found')('title') }
}

export default async function NotFound() {
  const atDesk = !(await customerContext()) && (await staffContext())
  return (
    <OpenPage>
      <NoSuchPage home={atDesk ? '/staff' : '/'} />
    </OpenPage>
  )
}
