import type { OperatorContent } from '#domain/policies/content-schema.ts'
import { Phone } from '../ui/phone.tsx'
import { Mark } from './mark.tsx'

/** The regulator's address, line and site, after its name; nothing where the catalogue has none. */
export function RegulatorContacts({ contacts }: { contacts: OperatorContent['regulatorContacts'] }) {
  if (!contacts) return null
  return (
    <>
      , {contacts.address}, <Phone number={contacts.phone} />,{' '}
      <a href={contacts.site} className="wrap-anywhere">
        {contacts.site.replace(/^https:\/\//, '')}
      </a>
      <Mark of={contacts.mark} />
    </>
  )
}
