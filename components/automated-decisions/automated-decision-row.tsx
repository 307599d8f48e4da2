import Link from 'next/link'
import { Fragment } from 'react'
import type { AutomatedDecisionWords } from '#i18n/describe/automated-decisions.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { type Say, translator } from '#i18n/translator.ts'
import { FoldingText } from '../shell/folding-text.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Clock } from '../ui/clock.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { StateLabel } from '../ui/notice.tsx'
import { Actions, Line, Row } from '../ui/part.tsx'
import { Label, Note } from '../ui/text.tsx'

type Words = { words: AutomatedDecisionWords; say: Say<'automated-decisions'> }

/** A decision: what it came to, why, who reviews it; the objection, or the way to it; and how such decisions are made. */
export async function AutomatedDecisionRow({ words }: { words: AutomatedDecisionWords }) {
  const say = translator(await readerLocale(), 'automated-decisions')
  const { id, iso, title, when, outcome, said, objection, object } = words
  return (
    <Row id={id}>
      <Line title={title} />
      <Label dateTime={iso}>{when}</Label>
      <p>{outcome}</p>
      <div className="mt-3">
        <Facts>
          <Fact term={say('factors')}>
            <Factors words={words} say={say} />
          </Fact>
          {said && <Fact term={say('reviewer')}>{said.reviewer}</Fact>}
          {objection && (
            <Fact term={say('objection')}>
              <Objection objection={objection} />
            </Fact>
          )}
        </Facts>
      </div>
      {object && (
        <Actions>
          <ButtonLink href={`/complaints/new?automated-decision=${id}`} aria-label={object}>
            {say('object')}
          </ButtonLink>
        </Actions>
      )}
      {said && (
        <Disclosure summary={say('kind')}>
          <Facts>
            <Fact term={say('decides')}>{said.decides}</Fact>
            <Fact term={say('effect')}>{said.effect}</Fact>
            <Fact term={say('basis')}>
              <Ground said={said} say={say} />
            </Fact>
          </Facts>
        </Disclosure>
      )}
    </Row>
  )
}

/** The factors in words, each with the kinds of data it is made from, which lead to the data. */
const Factors = ({ words: { factors }, say }: Words) => (
  <ul className="plain grid gap-2">
    {factors.map(({ id, text, fields }) => (
      <li key={id}>
        {text}
        {fields.length > 0 && (
          <Note>
            {say('factor-fields')}{' '}
            {fields.map((field, place) => (
              <Fragment key={field.id}>
                {place > 0 && ', '}
                <Link href={`/data?field=${field.id}`} prefetch={false}>
                  {field.title}
                </Link>
              </Fragment>
            ))}
          </Note>
        )}
      </li>
    ))}
  </ul>
)

function Ground({
  said: { basis, ground, consent },
  say,
}: {
  said: NonNullable<AutomatedDecisionWords['said']>
  say: Words['say']
}) {
  if (!consent) return say('by-law', { basis, ground })
  return say.rich(consent.inForce ? 'by-consent' : 'consent-not-in-force', {
    basis,
    ground,
    consent: consent.title,
    link: (text) => (
      <Link href={`/consents#${consent.id}`} prefetch={false}>
        {text}
      </Link>
    ),
  })
}

/** How far the objection is: its state, its number and its last day, the way to it, and what the bank answered. */
const Objection = ({ objection }: { objection: NonNullable<AutomatedDecisionWords['objection']> }) => (
  <>
    <Link href={`/complaints/${objection.id}`} prefetch={false}>
      {objection.subject}
    </Link>{' '}
    <StateLabel is={objection.state.is}>{objection.state.text}</StateLabel>
    <Note>{objection.sentence}</Note>
    {objection.clock && <Clock mini {...objection.clock} />}
    {objection.answer && (
      <div className="mt-3">
        <Label dateTime={objection.answer.dateTime}>{objection.answer.label}</Label>
        <FoldingText text={objection.answer.text} />
      </div>
    )}
  </>
)
