import type { AutomatedDecisionContent, PolicyContent } from '#domain/policies/content-schema.ts'
import { lowerFirst } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { type Say, translator } from '#i18n/translator.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { Blocks } from './blocks.tsx'
import { Door } from './doors.tsx'
import { Mark } from './mark.tsx'

interface Props {
  heading: string
  content: PolicyContent
}

/** What programs decide without a person: by what, on which ground, with what effect, and who reviews it. */
export async function AutomatedPart({ heading, content: { automatedDecisions } }: Props) {
  const say = translator(await readerLocale(), 'policies.automated')
  return (
    <Part id="automated" heading={heading} note={say('note')}>
      {automatedDecisions.length === 0 ? (
        <Empty>{say('none')}</Empty>
      ) : (
        <Blocks>
          <Rows>
            {automatedDecisions.map((decision) => (
              <AutomatedDecision key={decision.id} decision={decision} say={say} />
            ))}
          </Rows>
          <p>
            <Door to="automated" />
          </p>
        </Blocks>
      )}
    </Part>
  )
}

interface AutomatedDecisionProps {
  decision: AutomatedDecisionContent
  say: Say<'policies.automated'>
}

function AutomatedDecision({ decision, say }: AutomatedDecisionProps) {
  const { consent, basis } = decision
  return (
    <Row id={decision.id}>
      <Line title={decision.title} />
      <Note>
        {decision.decides}
        <Mark of={decision.mark} />
      </Note>
      <Disclosure summary={say('reviewer', { reviewer: decision.reviewer })}>
        <Facts>
          <Fact term={say('factors')}>
            <ul className="plain">
              {decision.factors.map(({ id, title, fields }) => (
                <li key={id}>
                  {say('factor', { factor: title, fields: fields.map(lowerFirst).join(', ') })}
                </li>
              ))}
            </ul>
          </Fact>
          <Fact term={say('effect')}>{decision.effect}</Fact>
          <Fact term={say('purpose')}>{decision.purpose}</Fact>
          <Fact term={say('basis')}>
            {consent === null ? basis : say('basis-consent', { basis, consent })}. {decision.ground}
          </Fact>
        </Facts>
      </Disclosure>
    </Row>
  )
}
