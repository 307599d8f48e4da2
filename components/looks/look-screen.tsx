import Link from 'next/link'
import type { OwnLookView } from '#domain/looks/schema.ts'
import type { OwnLookWords } from '#i18n/describe/looks.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { type Say, translator } from '#i18n/translator.ts'
import { Button } from '../ui/button.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Actions, Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { groundHref, groundOf } from './ground.ts'
import { LookAcknowledgement } from './look-acknowledgement.tsx'
import { LookAnswer } from './look-answer.tsx'
import { LookReview } from './look-review.tsx'
import { LookStory } from './look-story.tsx'

interface Props {
  view: OwnLookView
  words: OwnLookWords
  /** The action that grants, refuses or ends the look. */
  answer: (form: FormData) => Promise<void>
  acknowledge: (form: FormData) => Promise<void>
}

/** The customer's page of a look: who asks and why, the buttons that answer or end it, and what was opened. */
export async function LookScreen({ view, words, answer, acknowledge }: Props) {
  const say = translator(await readerLocale(), 'looks')
  const { state, facts, story } = words
  return (
    <>
      <PageHead title={say('title')}>
        <p>{state}</p>
        <Facts>
          <Fact term={say('fact.who')}>{facts.who}</Fact>
          <Fact term={say('fact.why')}>
            {facts.reason}. {facts.text}
          </Fact>
          <Fact term={say(`fact.${groundOf(view)}`)}>
            <Link href={groundHref(view)} prefetch={false}>
              {say('reference', { reference: facts.reference })}
            </Link>
          </Fact>
          <Fact term={say('fact.pages')}>{facts.pages}</Fact>
          <Fact term={say('fact.minutes')}>{facts.minutes}</Fact>
        </Facts>
        {words.spoken && <LookAnswer look={view.id} spoken={words.spoken} answer={answer} />}
        <End view={view} say={say} answer={answer} />
        {view.can.acknowledge && (
          <LookAcknowledgement
            look={view.id}
            seen={view.steps.length}
            back="look"
            acknowledge={acknowledge}
          />
        )}
      </PageHead>
      {words.review && (
        <Part heading={say('review.title')}>
          <LookReview look={view.id} words={words.review} />
        </Part>
      )}
      <Part heading={say('story.title')} note={say('story.note')}>
        <div>
          <LookStory story={story} />
          <Note className="mt-6">
            <Link href={`/complaints/new?look=${view.id}`} prefetch={false}>
              {say('ask-why')}
            </Link>
            {' · '}
            <Link href="/activity?kind=looks" prefetch={false}>
              {say('all')}
            </Link>
          </Note>
        </div>
      </Part>
    </>
  )
}

/** One press ends a look. */
function End({ view, say, answer }: Pick<Props, 'view' | 'answer'> & { say: Say<'looks'> }) {
  if (!view.can.end) return null
  const ownLeave = view.allowedBy === 'customer' && view.state === 'granted'
  const end = say(ownLeave ? 'revoke' : 'end')
  return (
    <>
      <form action={answer}>
        <input type="hidden" name="look" value={view.id} />
        <Actions>
          <Button type="submit" name="answer" value="end">
            {end}
          </Button>
        </Actions>
      </form>
      <Note>{say('rules')}</Note>
    </>
  )
}
