import type { ComplaintView } from '#domain/complaints/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { RegulatorContacts } from '../policies/regulator-contacts.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { Knot, Thread } from '../ui/thread.tsx'
import { ComplaintPhones } from './complaint-phones.tsx'

/** Says what the customer can do when the answer is late or they do not accept it, in order, and whom to call. */
export async function ComplaintNextSteps({ view, urgent }: { view: ComplaintView; urgent?: boolean }) {
  const say = translator(await readerLocale(), 'complaints.way')
  const { operator, escalation } = view
  return (
    <Part id="way" heading={say(urgent ? 'title-now' : 'title')}>
      <Thread shape="log">
        {escalation.map(({ id, title, text }, place) => (
          <Knot key={id} knot={urgent && place === 0 ? 'now' : 'next'} line="dots">
            <h3>{title}</h3>
            <Note>{text}</Note>
          </Knot>
        ))}
      </Thread>
      <div className="mt-6">
        <Facts>
          <Fact term={say('number')}>{view.reference}</Fact>
          <Fact term={say('address')}>
            {operator.name}, {operator.address}
          </Fact>
          <Fact term={say('phones')}>
            <ComplaintPhones operator={operator} plain />
          </Fact>
          <Fact term={say('regulator')}>
            {view.regulator.name}
            <RegulatorContacts contacts={view.regulator.contacts} />
          </Fact>
        </Facts>
      </div>
    </Part>
  )
}
