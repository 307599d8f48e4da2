import type {
  PolicyContent,
  RecipientClassContent,
  RecipientContent,
} from '#domain/policies/content-schema.ts'
import { listed } from '#i18n/describe/recipients.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { type Say, translator } from '#i18n/translator.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Icon } from '../ui/icon.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Label, Note, Prose, Urgent } from '../ui/text.tsx'
import { Blocks } from './blocks.tsx'
import { Mark } from './mark.tsx'
import { Said } from './said.tsx'

interface Props {
  heading: string
  content: PolicyContent
}

/** The recipients by class and by name, with ground and country. */
export async function RecipientsPart({ heading, content }: Props) {
  const say = translator(await readerLocale(), 'policies.recipients')
  return (
    <Part id="recipients" heading={heading}>
      <Blocks>
        <Prose>
          <Said points={[content.texts.sharingRule]} />
        </Prose>
        <Rows>
          {content.recipientClasses.map((group) => (
            <Group key={group.id} group={group} say={say} />
          ))}
        </Rows>
        <Prose>
          <h3>{say('abroad')}</h3>
          <Said points={[content.texts.crossBorder, content.texts.abroadHere]} />
          <h3>{say('storage')}</h3>
          <Said points={[content.texts.storage]} />
        </Prose>
      </Blocks>
    </Part>
  )
}

function Group({ group, say }: { group: RecipientClassContent; say: Say<'policies.recipients'> }) {
  const { recipients } = group
  const abroad = recipients.some((recipient) => recipient.countries.some((country) => country.abroad))
  return (
    <Row>
      <Line title={group.title}>
        <Label>
          {say(group.direction)} {abroad && <Icon name="abroad" small />}
        </Label>
      </Line>
      <Note>
        {group.description}
        <Mark of={group.mark} />
      </Note>
      {recipients.length === 0 ? (
        <Note>{say('none')}</Note>
      ) : (
        <Disclosure
          summary={say('open', {
            count: recipients.length,
            names: recipients.map(({ name }) => name).join(', '),
          })}
        >
          {recipients.map((recipient) => (
            <Recipient key={recipient.id} recipient={recipient} say={say} />
          ))}
        </Disclosure>
      )}
    </Row>
  )
}

function Recipient({ recipient, say }: { recipient: RecipientContent; say: Say<'policies.recipients'> }) {
  const { basis, consent, countries, transferGround } = recipient
  return (
    <div>
      <h4>{recipient.name}</h4>
      <Facts>
        <Fact term={say(recipient.direction === 'in' ? 'sends' : 'receives')}>
          {recipient.receives}
          <Mark of={recipient.mark} />
        </Fact>
        <Fact term={say('basis')}>{consent ? say('basis-consent', { basis, consent }) : basis}</Fact>
        <Fact term={say('fields')}>{listed(recipient.fields)}</Fact>
        <Fact term={say('countries')}>
          {countries.map(({ name, abroad, adequate, mark }, place) => {
            const text = abroad ? say(adequate ? 'adequate' : 'not-adequate', { country: name }) : name
            return (
              <span key={name}>
                {place > 0 && ', '}
                {abroad ? <Urgent tone="soon">{text}</Urgent> : text}
                <Mark of={mark} />
              </span>
            )
          })}
        </Fact>
        {transferGround && <Fact term={say('ground')}>{transferGround}</Fact>}
      </Facts>
    </div>
  )
}
