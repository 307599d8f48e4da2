import type { ComplaintView } from '#domain/complaints/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { RegulatorContacts } from '../policies/regulator-contacts.tsx'
import { buttonClass } from '../ui/button.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Either } from '../ui/need.tsx'
import { Part } from '../ui/part.tsx'
import { Urgent } from '../ui/text.tsx'

interface Props {
  view: ComplaintView
  /** Whether the reader can write; staff in a look cannot. */
  writes: boolean
}

/** The one thing that the customer does now, with its deeds next to it, and whom they can turn to besides. */
export async function ComplaintInstruction({ view: { instruction, regulator }, writes }: Props) {
  if (!instruction) return null
  const say = translator(await readerLocale(), 'complaints.now')
  const { name, contacts } = regulator
  return (
    <Part id="now" heading={say('title')}>
      <div className="grid gap-5">
        <p>
          {instruction === 'late' ? (
            <Urgent tone="late">{say(`${instruction}.text`)}</Urgent>
          ) : (
            say(`${instruction}.text`)
          )}
        </p>
        {writes && instruction === 'late' && (
          <p>
            <Deed href="#message">{say('late.act')}</Deed>
          </p>
        )}
        {writes && instruction === 'weigh-reply' && (
          <Either>
            <Deed href="#solved">{say('weigh-reply.yes')}</Deed>
            <Deed href="#message">{say('weigh-reply.no')}</Deed>
          </Either>
        )}
        {instruction === 'await-reply' && contacts && (
          <p>
            <Deed href={contacts.site}>{say('await-reply.act')}</Deed>
          </p>
        )}
        <Facts>
          <Fact term={say('regulator')}>
            {name}
            <RegulatorContacts contacts={contacts} />
          </Fact>
        </Facts>
      </div>
    </Part>
  )
}

/** A way within the page, or out of the portal: no link of Next. */
const Deed = ({ href, children }: { href: string; children: string }) => (
  <a href={href} className={buttonClass('plain')}>
    {children}
  </a>
)
