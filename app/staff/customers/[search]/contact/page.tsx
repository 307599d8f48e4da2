import type { Metadata } from 'next'
import { StaffPage } from '#app/staff/frame.tsx'
import { ContactNewScreen } from '#components/contacts/contact-new-screen.tsx'
import { SearchRefusedScreen } from '#components/looks/search-refused-screen.tsx'
import { contactKinds } from '#domain/contacts/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { take } from '../actions.ts'
import { foundCustomer } from '../found.ts'

const title = async () => translator(await readerLocale(), 'contacts')('take')

export async function generateMetadata(): Promise<Metadata> {
  return { title: await title() }
}

export default async function TakeContact({ params }: PageProps<'/staff/customers/[search]/contact'>) {
  const found = await foundCustomer((await params).search)
  return (
    <StaffPage current="customers">
      {'refused' in found ? (
        <SearchRefusedScreen title={await title()} refused={found.refused} />
      ) : (
        <ContactNewScreen found={found.view} kinds={contactKinds} take={take} />
      )}
    </StaffPage>
  )
}
