import Link from 'next/link'
import type { DeskLookView } from '#domain/looks/schema.ts'
import { describeSpokenWords, type LookWords } from '#i18n/describe/looks.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { type Say, translator } from '#i18n/translator.ts'
import { StaffSignInForm } from '../account/staff-sign-in-form.tsx'
import { deskHref } from '../shell/hrefs.ts'
import { KeepFresh } from '../shell/keep-fresh.tsx'
import { languageNames } from '../shell/language-switch.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Actions, Part } from '../ui/part.tsx'
import { DeskLookFinding } from './desk-look-finding.tsx'
import { groundOf } from './ground.ts'
import { LookStory } from './look-story.tsx'
import { lookVersion } from './look-version.ts'

interface Props {
  look: DeskLookView
  words: LookWords
  /** The page was opened without being granted. */
  closed?: DeskLookView['pages'][number]
  start: (form: FormData) => Promise<void>
  decide: (form: FormData) => Promise<void>
  review: FormAction
  settle: FormAction
}

/** The staff's page of a look: its state, the next step and what happened. The page updates itself. */
export async function DeskLookScreen({ look, words, closed, start, decide, review, settle }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'looks')
  const { state, facts, story } = words
  return (
    <>
      {look.until && (
        <KeepFresh
          url={`/staff/looks/${look.id}/watch`}
          version={lookVersion(look.state, look.steps.length)}
          everySeconds={2}
        />
      )}
      <PageHead title={say('desk.title')}>
        {closed && (
          <Notice tone="refuse" role="alert">
            <p>{say('desk.closed', { page: translator(locale, 'nav.page')(closed) })}</p>
          </Notice>
        )}
        <p role="status">
          {state} {look.state === 'waiting' && <span className="scripted">{say('desk.follows')}</span>}
        </p>
        <Facts>
          <Fact term={say('fact.customer')}>{look.customer || say('search.nameless')}</Fact>
          <Fact term={say(`fact.${groundOf(look)}`)}>
            <Link href={look.contact ? '/staff/contacts' : deskHref(facts.reference)} prefetch={false}>
              {say('reference', { reference: facts.reference })}
            </Link>
          </Fact>
          <Fact term={say('fact.who')}>{facts.who}</Fact>
          <Fact term={say('fact.why')}>
            {facts.reason}. {facts.text}
          </Fact>
          <Fact term={say('fact.pages')}>{facts.pages}</Fact>
          <Fact term={say('fact.minutes')}>{facts.minutes}</Fact>
        </Facts>
        <NextStep look={look} say={say} start={start} decide={decide} />
      </PageHead>
      {look.words && <Spoken words={look.words} say={say} />}
      <DeskLookFinding look={look} review={review} settle={settle} />
      <Part heading={say('story.title')} note={say('story.note')}>
        <LookStory story={story} />
      </Part>
    </>
  )
}

interface SpokenProps {
  words: NonNullable<DeskLookView['words']>
  say: Say<'looks'>
}

/** The two words that the agent says on the phone, in each language a customer may read. */
function Spoken({ words, say }: SpokenProps) {
  return (
    <Part heading={say('words.desk-heading')}>
      <div className="grid gap-4">
        <p>{say('words.desk')}</p>
        <Facts>
          {languageNames.map(({ locale, full }) => (
            <Fact key={locale} term={<span lang={locale}>{full}</span>}>
              <b lang={locale}>{say('words.pair', describeSpokenWords(locale, words))}</b>
            </Fact>
          ))}
        </Facts>
      </div>
    </Part>
  )
}

/** The buttons of the steps that the reader can take now; nothing where there is none. */
function NextStep({
  look,
  say,
  start,
  decide,
}: Pick<Props, 'look' | 'start' | 'decide'> & { say: Say<'looks'> }) {
  const { id, can, state, mine, pages } = look
  const begins = look.needsSignIn || can.start || (mine && state === 'running')
  if (!begins && !can.approve && !can.end) return null
  return (
    <Actions>
      {look.needsSignIn && (
        <StaffSignInForm kind="main" fresh back={`/staff/looks/${id}`}>
          {say('desk.prove')}
        </StaffSignInForm>
      )}
      {can.start && (
        <form action={start}>
          <input type="hidden" name="look" value={id} />
          <Button type="submit" kind="main">
            {say('desk.start')}
          </Button>
        </form>
      )}
      {mine && state === 'running' && (
        <ButtonLink kind="main" href={`/staff/view/${id}/${pages[0]}`}>
          {say('desk.continue')}
        </ButtonLink>
      )}
      <form action={decide} className="contents">
        <input type="hidden" name="look" value={id} />
        {can.approve && (
          <>
            <Button type="submit" name="decision" value="grant">
              {say('desk.approve')}
            </Button>
            <Button type="submit" name="decision" value="refuse">
              {say('desk.refuse')}
            </Button>
          </>
        )}
        {can.end && (
          <Button type="submit" name="decision" value="end">
            {say(state === 'running' ? 'desk.end' : 'desk.take-back')}
          </Button>
        )}
      </form>
    </Actions>
  )
}
