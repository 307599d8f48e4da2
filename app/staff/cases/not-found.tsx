import Link from 'next/link'
import { PageHead } from '#components/ui/page-head.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StaffPage } from '../frame.tsx'

/** The page for a case that does not exist. */
export default async function MissingCase() {
  const say = translator(await readerLocale(), 'complaints.desk.missing')
  return (
    <StaffPage current="complaints">
      <PageHead title={say('title')}>
        <p>{say('text')}</p>
        <p>
          <Link href="/staff/cases" prefetch={false}>
            {say('back')}
          </Link>
        </p>
      </PageHead>
    </StaffPage>
  )
}
