import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Locale } from '#catalogue/locale.ts'
import type { OverviewView } from '#domain/overview/schema.ts'
import { describeReview, describeSuggestion, describeToday } from '#i18n/describe/overview.ts'
import { getTranslations } from '#i18n/translations.ts'
import { words } from '#i18n/words.ts'
import { PageHead } from '../ui/page-head.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Label, Lede, Note } from '../ui/text.tsx'
import { OverviewChanges } from './overview-changes.tsx'
import { OverviewComplaint } from './overview-complaint.tsx'
import { QueryProvider } from './query-provider.tsx'
import { SuggestionList } from './suggestion-list.tsx'

interface Props {
  view: OverviewView
  locale: Locale
  now: Date
  dismissByForm: (form: FormData) => Promise<void>
}

const reviewsShown = 5

/** Where the customer stands: what is held, what awaits them, what happened, what the portal suggests. */
export async function OverviewScreen({ view, locale, now, dismissByForm }: Props) {
  const say = await getTranslations('overview')
  const plain = words(locale, 'overview')
  const { reviews, complaint, suggestions } = view
  return (
    <>
      <PageHead title={say('title')} titleHidden above={<Label>{describeToday(plain, locale, now)}</Label>}>
        <Opening view={view} />
      </PageHead>
      {reviews.length > 0 && <Reviews reviews={reviews} locale={locale} now={now} />}
      {complaint && (
        <OverviewComplaint complaint={complaint} others={view.otherComplaints} locale={locale} now={now} />
      )}
      <OverviewChanges since={view.since} locale={locale} now={now} />
      {suggestions.length > 0 && (
        <Part heading={say('suggestions.title')} note={view.live && say('suggestions.note')}>
          <QueryProvider>
            <SuggestionList
              suggestions={suggestions.map((one) => ({
                ...describeSuggestion(plain, one),
                href: places[one.id],
              }))}
              words={{
                hide: say('suggestions.hide'),
                hidden: say('suggestions.hidden'),
                offline: words(locale, 'common')('offline'),
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
  const say = await getTranslations('overview.lede')
  const to = (href: Route) =>
    function Way(text: ReactNode) {
      return (
        <Link href={href} prefetch={false}>
          {text}
        </Link>
      )
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

async function Reviews({
  reviews,
  locale,
  now,
}: {
  reviews: OverviewView['reviews']
  locale: Locale
  now: Date
}) {
  const say = await getTranslations('overview.reviews')
  const plain = words(locale, 'overview')
  const more = reviews.length - reviewsShown
  return (
    <Part heading={say('title')} note={say('note', { count: reviews.length })}>
      <Rows>
        {reviews.slice(0, reviewsShown).map((review) => (
          <Row key={review.consent}>
            <Line
              title={
                <Link href={`/consents#${review.consent}`} prefetch={false}>
                  {review.title}
                </Link>
              }
            />
            <Note>{describeReview(plain, locale, review, now)}</Note>
          </Row>
        ))}
        {more > 0 && (
          <Row>
            <Link href="/consents" prefetch={false}>
              {say('more', { count: more })}
            </Link>
          </Row>
        )}
      </Rows>
    </Part>
  )
}

const places: Record<OverviewView['suggestions'][number]['id'], Route> = {
  'marketing-all': '/consents#marketing',
  'location-unused': '/consents#device-location',
  'sessions-open': '/settings',
  'email-missing': '/settings',
  'third-party-data': '/data#third-party-data',
}
