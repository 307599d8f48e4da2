import Link from 'next/link'
import { PageHead } from '#components/ui/page-head.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StaffPage } from '../frame.tsx'

/** The page for a system that does not exist. */
export default async function MissingSystem() {
  const say = translator(await readerLocale(), 'systems')
  return (
    <StaffPage current="systems">
      <PageHead title={say('missing.title')}>
        <p>{say('missing.text')}</p>
        <p>
          <Link href="/staff/systems" prefetch={false}>
            {say('back')}
          </Link>
        </p>
      </PageHead>
    </StaffPage>
  )
}
