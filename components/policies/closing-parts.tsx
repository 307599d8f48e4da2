import type { ClockContent, OperatorContent, Point, PolicyContent } from '#domain/policies/schema.ts'
import { describePolicyClock } from '#i18n/describe/policies.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Actions, Part } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Note, Prose } from '../ui/text.tsx'
import { Blocks } from './blocks.tsx'

interface Props {
  heading: string
  content: PolicyContent
}

/** How soon the bank must act, and where each figure comes from. */
export async function ClocksPart({ heading, content }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'policies.clocks')
  const source = ({ assumed, source: text }: ClockContent) =>
    assumed ? say('assumed', { source: text }) : text
  return (
    <Part id="clocks" heading={heading}>
      <Table fold columns={[{ text: say('request') }, { text: say('time') }, { text: say('source') }]}>
        {content.clocks.map((clock) => (
          <tr key={clock.id}>
            <th scope="row">{clock.title}</th>
            <Cell label={say('time')}>{describePolicyClock(locale, clock)}</Cell>
            <Cell label={say('source')}>{source(clock)}</Cell>
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
        <h3>{say('third-persons')}</h3>
        <p>{content.thirdPersons}</p>
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
            <Cell label={say('meaning')}>{right.text}</Cell>
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
              </li>
            ))}
          </ol>
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
        <ul className="plain">
          {operator.phones.map(({ id, number, label, urgent }) => (
            <li key={id}>{say(urgent ? 'urgent' : 'phone', { number, label })}</li>
          ))}
        </ul>
      </Fact>
      <Fact term={operator.responsible.title}>
        <a href={`mailto:${operator.responsible.email}`}>{operator.responsible.email}</a>
      </Fact>
      <Fact term={say('regulator')}>{operator.regulator}</Fact>
    </Facts>
  )
}

function Points({ points }: { points: Point[] }) {
  return (
    <ul>
      {points.map((point) => (
        <li key={point.id}>{point.text}</li>
      ))}
    </ul>
  )
}
