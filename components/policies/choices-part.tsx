import { Fragment } from 'react'
import type { ConsentContent, FunctionContent, PolicyContent } from '#domain/policies/content-schema.ts'
import { describeMinutes, describePeriod } from '#i18n/describe/policies.ts'
import { lowerFirst } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { type Say, translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Notice } from '../ui/notice.tsx'
import { Part, Row, Rows } from '../ui/part.tsx'
import { Note, Prose } from '../ui/text.tsx'
import { Blocks } from './blocks.tsx'
import { CallDoor, Door } from './doors.tsx'
import { Mark } from './mark.tsx'

interface Props {
  heading: string
  content: PolicyContent
}

/** The consents with what stops without them; then the uses that can't be refused, with the reason. */
export async function ChoicesPart({ heading, content }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'policies.choices')
  return (
    <Part id="choices" heading={heading} note={say('note')}>
      <Blocks>
        <Prose>
          <ul>
            {content.refusal.map((point) => (
              <li key={point.id}>
                {point.text}
                <Mark of={point.mark} />
              </li>
            ))}
          </ul>
          <p>
            <Door to="consents" />
          </p>
          <CallDoor operator={content.operator} />
        </Prose>
        {content.consentGroups.map((group) => (
          <Fragment key={group.id}>
            <Prose>
              <h3>{group.title}</h3>
              <p>
                {group.description}
                <Mark of={group.mark} />
              </p>
            </Prose>
            <Rows>
              {group.consents.map((consent) => (
                <Choice key={consent.id} consent={consent} locale={locale} say={say} />
              ))}
            </Rows>
          </Fragment>
        ))}
        <Notice tone="warn" title={say('unrefusable')}>
          <p>{say('unrefusable-intro')}</p>
        </Notice>
        <Rows>
          {content.unrefusable.map((one) => (
            <Row key={one.id}>
              <h4>{one.title}</h4>
              <Note>
                {one.reason} {say('basis', { basis: lowerFirst(one.basis) })}
                <Mark of={one.mark} />
              </Note>
            </Row>
          ))}
        </Rows>
        <p>
          <Door to="complaint" />
        </p>
      </Blocks>
    </Part>
  )
}

interface ChoiceProps {
  consent: ConsentContent
  locale: Locale
  say: Say<'policies.choices'>
}

function Choice({ consent, locale, say }: ChoiceProps) {
  const marks = translator(locale, 'policies.marks')
  const list = (functions: FunctionContent[]) =>
    functions.map(({ title, mark }) => (mark ? `${title} ${marks(mark)}` : title)).join('; ')
  return (
    <Row id={consent.id}>
      <h4>{consent.title}</h4>
      <Note>
        {consent.allows}
        <Mark of={consent.mark} />
      </Note>
      <Disclosure summary={say('stops', { list: list(consent.stops) })}>
        <Facts>
          {consent.keeps.length > 0 && <Fact term={say('keeps-title')}>{list(consent.keeps)}</Fact>}
          <Fact term={say('off')}>{consent.whileOff}</Fact>
          <Fact term={say('validity')}>{describePeriod(locale, consent.validity)}</Fact>
          <Fact term={say('obey')}>
            {say('obey-value', { time: describeMinutes(locale, consent.obeyWithinMinutes) })}
          </Fact>
        </Facts>
        {consent.lockable && <Note>{say('lockable')}</Note>}
        {consent.gpc && <Note>{say('gpc')}</Note>}
      </Disclosure>
    </Row>
  )
}
