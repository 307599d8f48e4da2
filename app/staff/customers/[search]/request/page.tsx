import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { StaffPage } from '#app/staff/frame.tsx'
import { EntryScreen } from '#components/desk/entry-screen.tsx'
import { SearchRefusedScreen } from '#components/looks/search-refused-screen.tsx'
import { prepareRequestEntry } from '#domain/desk/prepare-entry.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { enterRequested } from '../actions.ts'
import { foundCustomer } from '../found.ts'

const title = async () => translator(await readerLocale(), 'requests.entry')('title')

export async function generateMetadata(): Promise<Metadata> {
  return { title: await title() }
}

export default async function EnterRequest({ params }: PageProps<'/staff/customers/[search]/request'>) {
  const found = await foundCustomer((await params).search)
  if ('refused' in found)
    return (
      <StaffPage current="customers">
        <SearchRefusedScreen title={await title()} refused={found.refused} />
      </StaffPage>
    )
  const { kinds, ...form } = await prepareRequestEntry(found.ctx)
  return (
    <StaffPage current="customers">
      <EntryScreen
        found={found.view}
        type="request"
        form={form}
        kinds={kinds.map((one) => ({ value: one.kind, text: one.title }))}
        id={randomUUID()}
        enter={enterRequested}
      />
    </StaffPage>
  )
}
