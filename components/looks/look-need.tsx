import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import type { LookNeedWords } from '#i18n/describe/look-needs.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { Need } from '../ui/need.tsx'
import { Label, Note } from '../ui/text.tsx'
import { LookAcknowledgement } from './look-acknowledgement.tsx'
import { LookAnswer } from './look-answer.tsx'
import { LookReview } from './look-review.tsx'

/** The actions of what a look asks of its customer, which work without script. */
export interface LookActions {
  answer: (form: FormData) => Promise<void>
  acknowledge: (form: FormData) => Promise<void>
}

/** A look on the overview, until its customer has answered or acknowledged it. */
export async function LookNeed({ words, actions }: { words: LookNeedWords; actions: LookActions }) {
  const say = translator(await readerLocale(), 'looks')
  const { id, urgent, title, when, who, facts, spoken, seen, review, steps } = words
  const link = (text: ReactNode) => (
    <Link href={`/looks/${id}`} prefetch={false}>
      {text}
    </Link>
  )
  return (
    <Need title={title} tone={urgent ? 'refuse' : spoken ? undefined : 'calm'} time={<Label>{when}</Label>}>
      <p>{who}</p>
      <Facts>
        {spoken && (
          <>
            <Fact term={say('fact.pages')}>{facts.pages}</Fact>
            <Fact term={say('fact.minutes')}>{facts.minutes}</Fact>
          </>
        )}
        {seen.map(({ term, texts }) => (
          <Fact key={term} term={term}>
            {texts.map((text, place) => (
              <Fragment key={text}>
                {place > 0 && <br />}
                {text}
              </Fragment>
            ))}
          </Fact>
        ))}
      </Facts>
      {review && <LookReview look={id} words={review} />}
      {spoken ? (
        <LookAnswer look={id} spoken={spoken} answer={actions.answer} />
      ) : (
        <>
          <LookAcknowledgement look={id} seen={steps} back="overview" acknowledge={actions.acknowledge} />
          <Note>{say.rich('need.kept', { link })}</Note>
        </>
      )}
    </Need>
  )
}
