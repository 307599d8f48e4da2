import type { ReactNode } from 'react'
import type { ContactWords } from '#i18n/describe/contacts.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { StateLabel } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Actions, Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'

interface Props {
  contacts: ContactWords[]
  /** The action that closes the contact which the form names. */
  close: (form: FormData) => Promise<void>
}

/** The staff's list of contacts: the open ones first, each with the way to ask for a look and to close it. */
export async function ContactsScreen({ contacts, close }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'contacts')
  const looks = translator(locale, 'looks.search')
  const open = contacts.filter(({ isOpen }) => isOpen)
  const over = contacts.filter(({ isOpen }) => !isOpen)
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
        <Actions>
          <ButtonLink href="/staff/customers">{looks('title')}</ButtonLink>
        </Actions>
      </PageHead>
      <Part heading={say('open')}>
        {open.length === 0 && <Empty>{say('none-open')}</Empty>}
        <Rows>
          {open.map((contact) => (
            <ContactRow key={contact.id} contact={contact}>
              <Actions>
                <ButtonLink href={`/staff/looks/new?contact=${encodeURIComponent(contact.reference)}`}>
                  {looks('ask')}
                </ButtonLink>
                <form action={close}>
                  <input type="hidden" name="contact" value={contact.id} />
                  <Button type="submit">{say('close')}</Button>
                </form>
              </Actions>
            </ContactRow>
          ))}
        </Rows>
      </Part>
      {over.length > 0 && (
        <Part heading={say('over')}>
          <Rows>
            {over.map((contact) => (
              <ContactRow key={contact.id} contact={contact} />
            ))}
          </Rows>
        </Part>
      )}
    </>
  )
}

interface RowProps {
  contact: ContactWords
  children?: ReactNode
}

function ContactRow({ contact: { title, taken, note, state }, children }: RowProps) {
  return (
    <Row>
      <Line title={title}>
        <StateLabel is={state.is}>{state.text}</StateLabel>
      </Line>
      <p className="wrap-anywhere">{note}</p>
      <Note>{taken}</Note>
      {children}
    </Row>
  )
}
