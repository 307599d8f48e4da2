import type { Route } from 'next'
import type { ReactNode } from 'react'
import type { OverviewWords, SuggestionWords } from '#i18n/describe/overview.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { LookNote } from '../shell/look-note.tsx'
import { PortalButton, PortalLink } from '../shell/portal-link.tsx'
import { QueryProvider } from '../shell/query-provider.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Label, Lede, Note } from '../ui/text.tsx'
import { OverviewCase } from './overview-case.tsx'
import { OverviewChanges } from './overview-changes.tsx'
import { type NeedActions, OverviewNeeds } from './overview-needs.tsx'
import { SuggestionList } from './suggestion-list.tsx'

interface Props {
  words: OverviewWords
  dismissByForm?: (form: FormData) => Promise<void>
  /** Absent in a look. */
  actions?: NeedActions
}

const reviewsShown = 5

/** The overview: what awaits the customer, what others did, what the bank holds, what the portal suggests. */
export async function OverviewScreen({ words, dismissByForm, actions }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'overview')
  const { needs, reviews, openCase, suggestions, live } = words
  return (
    <>
      <PageHead title={say('title')} titleHidden above={<Label>{words.today}</Label>}>
        <Lede>
          {needs
            ? say.rich('needs.lede', { count: needs.count, needs: (text) => <a href="#first">{text}</a> })
            : await opening(words)}
        </Lede>
        <LookNote />
      </PageHead>
      {needs && <OverviewNeeds needs={needs} actions={actions} />}
      <OverviewChanges {...words.since} />
      {reviews.length > 0 && <Reviews reviews={reviews} />}
      {openCase && <OverviewCase words={openCase} />}
      {needs && (
        <Part heading={say('needs.about')}>
          <p>{await opening(words)}</p>
        </Part>
      )}
      {suggestions.length > 0 && (
        <Part
          heading={say('suggestions.title')}
          note={say(live ? 'suggestions.note' : 'suggestions.note-in-look')}
        >
          <QueryProvider>
            <SuggestionList
              suggestions={suggestions.map((one) => withButton(one, hrefs[one.id]))}
              words={{
                hide: say('suggestions.hide'),
                hidden: say('suggestions.hidden'),
                offline: translator(locale, 'common')('offline'),
              }}
              dismissByForm={live ? dismissByForm : undefined}
            />
          </QueryProvider>
        </Part>
      )}
    </>
  )
}

/** The sentence about what the bank holds. Each number in it is a link to what it counts. */
async function opening({ held, recipients, consents }: OverviewWords) {
  const say = translator(await readerLocale(), 'overview.lede')
  const to = (href: Route) =>
    function Way(text: ReactNode) {
      return <PortalLink href={href}>{text}</PortalLink>
    }
  return (
    <>
      {say.rich('held', { ...held, data: to('/data') })}{' '}
      {held.fields > 0 && say.rich('recipients', { count: recipients, recipients: to('/recipients') })}{' '}
      {say.rich('consents', { given: consents.given, consents: to('/consents') })}
      {consents.given > 0 && say('others', { others: consents.others })}
    </>
  )
}

async function Reviews({ reviews }: Pick<OverviewWords, 'reviews'>) {
  const say = translator(await readerLocale(), 'overview.reviews')
  const more = reviews.length - reviewsShown
  return (
    <Part heading={say('title')} note={say('note', { count: reviews.length })}>
      <Rows>
        {reviews.slice(0, reviewsShown).map(({ consent, title, sentence }) => (
          <Row key={consent}>
            <Line title={<PortalLink href={`/consents#${consent}`}>{title}</PortalLink>} />
            <Note>{sentence}</Note>
          </Row>
        ))}
        {more > 0 && (
          <Row>
            <PortalLink href="/consents">{say('more', { count: more })}</PortalLink>
          </Row>
        )}
      </Rows>
    </Part>
  )
}

/** A suggestion with the button that leads to its subject. */
const withButton = (told: SuggestionWords, href: Route) => ({
  ...told,
  button: (
    <PortalButton kind="text" href={href}>
      {told.link}
    </PortalButton>
  ),
})

const hrefs: Record<SuggestionWords['id'], Route> = {
  'marketing-all': '/consents#marketing',
  'location-unused': '/consents#device-location',
  'sessions-open': '/settings',
  'email-missing': '/settings',
  'third-party-data': '/data#third-party-data',
}
