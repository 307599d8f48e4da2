import type { OperatorContent, PhoneContent, Point, PolicyContent } from '#domain/policies/content-schema.ts'
import { describeClockStart, describePolicyClock } from '#i18n/describe/policies.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Actions, Part } from '../ui/part.tsx'
import { WithPhones } from '../ui/phone.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Note, Prose } from '../ui/text.tsx'
import { Blocks } from './blocks.tsx'
import { CallDoor, RightDoor } from './doors.tsx'
import { Mark } from './mark.tsx'
import { RegulatorContacts } from './regulator-contacts.tsx'
import { Said } from './said.tsx'

interface Props {
  heading: string
  content: PolicyContent
}

/** How soon the bank must act, and where each figure comes from. */
export async function ClocksPart({ heading, content }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'policies.clocks')
  return (
    <Part id="clocks" heading={heading}>
      <Table fold columns={[{ text: say('request') }, { text: say('time') }, { text: say('source') }]}>
        {content.clocks.map((clock) => (
          <tr key={clock.id}>
            <th scope="row">{clock.title}</th>
            <Cell label={say('time')}>
              {describePolicyClock(locale, clock)}
              {clock.starts && <Note>{describeClockStart(locale, clock)}</Note>}
            </Cell>
            <Cell label={say('source')}>
              {clock.source}
              <Mark of={clock.mark} />
            </Cell>
          </tr>
        ))}
      </Table>
      <Note className="mt-5">{say('note')}</Note>
    </Part>
  )
}

export function MinorsPart({ heading, content }: Props) {
  return (
    <Part id="minors" heading={heading}>
      <Prose>
        <Points points={content.minors} />
      </Prose>
      <CallDoor operator={content.operator} />
    </Part>
  )
}

/** What the bank promises and what the customer must do. */
export async function SecurityPart({ heading, content }: Props) {
  const say = translator(await readerLocale(), 'policies.security')
  return (
    <Part id="security" heading={heading}>
      <Prose>
        <h3>{say('promises')}</h3>
        <Points points={content.promises} />
        <h3>{say('duties')}</h3>
        <Points points={content.duties} />
        <CallDoor operator={content.operator} />
        <h3>{say('third-persons')}</h3>
        <Said points={[content.texts.thirdPersons]} />
      </Prose>
    </Part>
  )
}

export async function RightsPart({ heading, content }: Props) {
  const say = translator(await readerLocale(), 'policies.rights')
  return (
    <Part id="rights" heading={heading}>
      <Table fold columns={[{ text: say('right') }, { text: say('meaning') }, { text: say('source') }]}>
        {content.rights.map((right) => (
          <tr key={right.id}>
            <th scope="row">{right.title}</th>
            <Cell label={say('meaning')}>
              {right.text} <RightDoor right={right.id} />
            </Cell>
            <Cell label={say('source')}>{right.citation}</Cell>
          </tr>
        ))}
      </Table>
    </Part>
  )
}

/** How to complain, what follows, and where to write or call. */
export async function ContactsPart({ heading, content }: Props) {
  const say = translator(await readerLocale(), 'policies.contacts')
  return (
    <Part id="contacts" heading={heading}>
      <Blocks>
        <Prose>
          <p>{say('intro')}</p>
          <h3>{say('route')}</h3>
          <ol>
            {content.escalation.map((step) => (
              <li key={step.id}>
                <b>{step.title}.</b> {step.text}
                <Mark of={step.mark} />
              </li>
            ))}
          </ol>
          {content.texts.governingLaw && <h3>{say('law')}</h3>}
          <Said points={[content.texts.governingLaw, content.texts.ownership]} />
        </Prose>
        <Contacts operator={content.operator} />
        <Actions>
          <ButtonLink href="/complaints/new">{say('file')}</ButtonLink>
        </Actions>
      </Blocks>
    </Part>
  )
}

async function Contacts({ operator }: { operator: OperatorContent }) {
  const say = translator(await readerLocale(), 'policies.contacts')
  return (
    <Facts>
      <Fact term={say('written')}>{operator.address}</Fact>
      <Fact term={say('spoken')}>
        <Phones phones={operator.phones} />
      </Fact>
      <Fact term={operator.responsible.title}>
        <a href={`mailto:${operator.responsible.email}`}>{operator.responsible.email}</a>
        <Mark of={operator.responsible.mark} />
      </Fact>
      <Fact term={say('regulator')}>
        {operator.regulator.text}
        <Mark of={operator.regulator.mark} />
        <RegulatorContacts contacts={operator.regulatorContacts} />
      </Fact>
      <Fact term={say('site')}>
        <a href={operator.site}>{operator.site}</a>
      </Fact>
    </Facts>
  )
}

function Points({ points }: { points: Point[] }) {
  return (
    <ul>
      {points.map((point) => (
        <li key={point.id}>
          {point.text}
          <Mark of={point.mark} />
        </li>
      ))}
    </ul>
  )
}

async function Phones({ phones }: { phones: PhoneContent[] }) {
  const say = translator(await readerLocale(), 'policies.contacts')
  return (
    <ul className="plain">
      {phones.map(({ id, number, label, hours }) => (
        <li key={id}>
          <WithPhones text={say('phone', { number, label })} numbers={[number]} />
          {hours && (
            <>
              , {hours.text}
              <Mark of={hours.mark} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
