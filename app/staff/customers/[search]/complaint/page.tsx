import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { StaffPage } from '#app/staff/frame.tsx'
import { EntryScreen } from '#components/desk/entry-screen.tsx'
import { SearchRefusedScreen } from '#components/looks/search-refused-screen.tsx'
import { complaintKinds } from '#domain/complaints/entry-schema.ts'
import { prepareEntry } from '#domain/desk/prepare-entry.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { enter } from '../actions.ts'
import { foundCustomer } from '../found.ts'

const title = async () => translator(await readerLocale(), 'complaints.entry')('title')

export async function generateMetadata(): Promise<Metadata> {
  return { title: await title() }
}

export default async function EnterComplaint({ params }: PageProps<'/staff/customers/[search]/complaint'>) {
  const found = await foundCustomer((await params).search)
  const say = translator(await readerLocale(), 'complaints.entry')
  return (
    <StaffPage current="customers">
      {'refused' in found ? (
        <SearchRefusedScreen title={await title()} refused={found.refused} />
      ) : (
        <EntryScreen
          found={found.view}
          form={await prepareEntry(found.ctx)}
          type="complaint"
          kinds={complaintKinds.map((value) => ({ value, text: say(value) }))}
          id={randomUUID()}
          enter={enter}
        />
      )}
    </StaffPage>
  )
}
