import { clockTime, longDate } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Fact, Facts } from '../ui/facts.tsx'

interface Props {
  /** The customer's name; absent on a page that anyone may read, null when the bank sent none. */
  name?: string | null
  openedAt: Date
  /** Where the page is found again, in full. */
  address: string
}

/** What a printed page says of itself: whose it is, when it was opened, and where it can be checked. */
export async function Imprint({ name, openedAt, address }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'common.imprint')
  const opened = { date: longDate(locale, openedAt), time: clockTime(openedAt) }
  return (
    <div className="imprint">
      <Facts>
        {name && <Fact term={say('customer')}>{name}</Fact>}
        <Fact term={say('opened')}>{say('opened-at', opened)}</Fact>
        <Fact term={say('address')}>{address}</Fact>
      </Facts>
    </div>
  )
}
