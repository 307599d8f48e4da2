import type { Route } from 'next'
import type { ReactNode } from 'react'
import type { OverviewView } from '#domain/overview/schema.ts'
import {
  describeReview,
  describeSuggestion,
  describeToday,
  type SuggestionWords,
} from '#i18n/describe/overview.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { LookNote } from '../shell/look-note.tsx'
import { PortalButton, PortalLink } from '../shell/portal-link.tsx'
import { QueryProvider } from '../shell/query-provider.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Label, Lede, Note } from '../ui/text.tsx'
import { OverviewChanges } from './overview-changes.tsx'
import { OverviewComplaint } from './overview-complaint.tsx'
import { SuggestionList } from './suggestion-list.tsx'

interface Props {
  view: OverviewView
  locale: Locale
  now: Date
  dismissByForm: (form: FormData) => Promise<void>
}

const reviewsShown = 5

/** Where the customer stands: what is held, what awaits them, what happened, what the portal suggests. */
export function OverviewScreen({ view, locale, now, dismissByForm }: Props) {
  const say = translator(locale, 'overview')
  const { reviews, complaint, suggestions } = view
  return (
    <>
      <PageHead title={say('title')} titleHidden above={<Label>{describeToday(locale, now)}</Label>}>
        <Opening view={view} />
        <LookNote />
      </PageHead>
      {reviews.length > 0 && <Reviews reviews={reviews} locale={locale} now={now} />}
      {complaint && (
        <OverviewComplaint complaint={complaint} others={view.otherComplaints} locale={locale} now={now} />
      )}
      <OverviewChanges since={view.since} locale={locale} now={now} />
      {suggestions.length > 0 && (
        <Part
          heading={say('suggestions.title')}
          note={say(view.live ? 'suggestions.note' : 'suggestions.note-in-look')}
        >
          <QueryProvider>
            <SuggestionList
              suggestions={suggestions.map((one) => withWay(describeSuggestion(locale, one), places[one.id]))}
              words={{
                hide: say('suggestions.hide'),
                hidden: say('suggestions.hidden'),
                offline: translator(locale, 'common')('offline'),
              }}
              dismissByForm={view.live ? dismissByForm : undefined}
            />
          </QueryProvider>
        </Part>
      )}
    </>
  )
}

/** The opening sentence, each number the way to what it counts. */
async function Opening({ view: { held, recipients, consents } }: { view: OverviewView }) {
  const say = translator(await readerLocale(), 'overview.lede')
  const to = (href: Route) =>
    function Way(text: ReactNode) {
      return <PortalLink href={href}>{text}</PortalLink>
    }
  return (
    <Lede>
      {say.rich('held', { ...held, data: to('/data') })}{' '}
      {held.fields > 0 && say.rich('recipients', { count: recipients, recipients: to('/recipients') })}{' '}
      {say.rich('consents', { given: consents.given, consents: to('/consents') })}
      {consents.given > 0 && say('others', { others: consents.others })}
    </Lede>
  )
}

function Reviews({ reviews, locale, now }: { reviews: OverviewView['reviews']; locale: Locale; now: Date }) {
  const say = translator(locale, 'overview.reviews')
  const more = reviews.length - reviewsShown
  return (
    <Part heading={say('title')} note={say('note', { count: reviews.length })}>
      <Rows>
        {reviews.slice(0, reviewsShown).map((review) => (
          <Row key={review.consent}>
            <Line title={<PortalLink href={`/consents#${review.consent}`}>{review.title}</PortalLink>} />
            <Note>{describeReview(locale, review, now)}</Note>
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

/** A suggestion with the way to what it speaks of. */
const withWay = (told: SuggestionWords, href: Route) => ({
  ...told,
  way: (
    <PortalButton kind="text" href={href}>
      {told.link}
    </PortalButton>
  ),
})

const places: Record<OverviewView['suggestions'][number]['id'], Route> = {
  'marketing-all': '/consents#marketing',
  'location-unused': '/consents#device-location',
  'sessions-open': '/settings',
  'email-missing': '/settings',
  'third-party-data': '/data#third-party-data',
}
