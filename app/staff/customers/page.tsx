import type { Metadata } from 'next'
import { CustomerSearch } from '#components/looks/customer-search.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StaffPage } from '../frame.tsx'
import { find } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'looks')('search.title') }
}

export default async function Customers() {
  const locale = await readerLocale()
  const say = translator(locale, 'looks.search')
  return (
    <StaffPage current="customers">
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
      </PageHead>
      <CustomerSearch
        find={find}
        words={{
          query: say('query'),
          hint: say('hint', { reference: 'Ш-2026-00417' }),
          find: say('find'),
          none: say('none'),
          unregistered: say('unregistered'),
          shared: say('shared'),
          noGrounds: say('no-complaints'),
          ask: say('ask'),
          nameless: say('nameless'),
          signIn: translator(locale, 'measures')('open'),
          enterComplaint: translator(locale, 'complaints.entry')('title'),
          enterRequest: translator(locale, 'requests.entry')('title'),
          takeContact: translator(locale, 'contacts')('take'),
          restrict: translator(locale, 'restrictions')('open'),
        }}
      />
    </StaffPage>
  )
}
