import type { Metadata } from 'next'
import { CustomerSearch } from '#components/looks/customer-search.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { getTranslations } from '#i18n/translations.ts'
import { StaffPage } from '../frame.tsx'
import { find } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('looks'))('search.title') }
}

export default async function Customers() {
  const say = await getTranslations('looks.search')
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
          noComplaints: say('no-complaints'),
          ask: say('ask'),
          nameless: say('nameless'),
        }}
      />
    </StaffPage>
  )
}
