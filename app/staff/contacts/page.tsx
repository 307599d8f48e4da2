import type { Metadata } from 'next'
import { requireStaff } from '#api/staff/context.ts'
import { ContactsScreen } from '#components/contacts/contacts-screen.tsx'
import { listContacts } from '#domain/contacts/list-contacts.ts'
import { describeContact } from '#i18n/describe/contacts.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StaffPage } from '../frame.tsx'
import { close } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'contacts')('title') }
}

export default async function Contacts() {
  const { ctx } = await requireStaff(listContacts.permission)
  const contacts = await listContacts(ctx)
  return (
    <StaffPage current="contacts">
      <ContactsScreen
        contacts={contacts.map((contact) => describeContact(ctx.locale, contact, ctx.now))}
        close={close}
      />
    </StaffPage>
  )
}
