import type { Route } from 'next'
import Link from 'next/link'
import type { OperatorContent } from '#domain/policies/content-schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { WithPhones } from '../ui/phone.tsx'
import { Note } from '../ui/text.tsx'

const doors = {
  data: '/data',
  consents: '/consents',
  complaint: '/complaints/new',
  automated: '/automated-decisions',
} as const satisfies Record<string, Route>
type DoorName = keyof typeof doors

/** The rights that have a page of their own. Every other one is used by a complaint. */
const pages: Record<string, DoorName> = {
  know: 'data',
  'see-free': 'data',
  withdraw: 'consents',
  object: 'automated',
}

/** A link to where something that the policy grants is done. */
export async function Door({ to }: { to: DoorName }) {
  const say = translator(await readerLocale(), 'policies.doors')
  return (
    <Link href={doors[to]} prefetch={false}>
      {say(to)}
    </Link>
  )
}

/** A link to where a right is used. */
export const RightDoor = ({ right }: { right: string }) => <Door to={pages[right] ?? 'complaint'} />

/** The bank's numbers, for what the policy asks to say by phone. */
export async function CallDoor({ operator: { phones } }: { operator: OperatorContent }) {
  const say = translator(await readerLocale(), 'policies.doors')
  const numbers = phones.map(({ number }) => number)
  return (
    <Note>
      <WithPhones text={say('call', { phones: numbers.join(', ') })} numbers={numbers} />
    </Note>
  )
}
