import Link from 'next/link'
import type { ReactNode } from 'react'
import type { DeskLookView, OversightView } from '#domain/looks/schema.ts'
import { describeFacts } from '#i18n/describe/looks.ts'
import { clockTime, longDate, moment } from '#i18n/format.ts'
import { type Say, translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { deskHref } from '../complaints/desk-href.ts'
import { Button } from '../ui/button.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Note, Urgent } from '../ui/text.tsx'
import { LookTable } from './desk-looks-screen.tsx'

interface Props {
  view: OversightView
  locale: Locale
  now: Date
  /** Ends a look; the form says which. */
  decide: (form: FormData) => Promise<void>
}
/** What waits for a senior colleague first; then who searched and looked, and how much. */
export function OversightScreen({ view, locale, now, decide }: Props) {
  const say = translator(locale, 'looks.oversight')
  const looks = translator(locale, 'looks')
  const rows = (list: DeskLookView[], end?: boolean) =>
    list.map((look) => (
      <LookRow key={look.id} look={look} locale={locale} now={now} say={say} end={end ? decide : undefined} />
    ))
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro', { since: longDate(locale, view.since, 'since') })}</p>
      </PageHead>
      <Listed heading={say('approval.title')} note={say('approval.note')} none={say('approval.none')}>
        {rows(view.awaitingApproval)}
      </Listed>
      <Listed heading={say('under-way.title')} none={say('under-way.none')}>
        {rows(view.underWay, true)}
      </Listed>
      <Listed heading={say('review.title')} note={say('review.note')} none={say('review.none')}>
        {rows(view.awaitingReview)}
      </Listed>
      <Listed heading={say('late.title')} none={say('late.none')}>
        {view.late.map((one) => (
          <Row key={one.reference}>
            <Line
              title={
                <Link href={deskHref(one.reference)} prefetch={false}>
                  {one.subject ?? one.reference}
                </Link>
              }
            >
              <Urgent tone="late">{say('late.days', { count: -(one.progress?.daysLeft ?? 0) })}</Urgent>
            </Line>
            <Note>
              {[looks('reference', { reference: one.reference }), one.customer, one.assignee]
                .filter(Boolean)
                .join(', ')}
            </Note>
          </Row>
        ))}
      </Listed>
      <Searches view={view} locale={locale} now={now} say={say} nameless={looks('search.nameless')} />
      <Part heading={say('volume.title')} wide>
        <Volumes volumes={view.volumes} say={say} />
      </Part>
      <Part heading={say('month.title')} wide>
        {view.looks.length === 0 ? (
          <Empty>{say('month.none')}</Empty>
        ) : (
          <LookTable looks={view.looks} locale={locale} now={now} say={looks} />
        )}
      </Part>
    </>
  )
}

/** A part whose rows may be none: then a sentence says so. */
function Listed(props: { heading: string; note?: string; none: string; children: ReactNode[] }) {
  const { heading, note, none, children } = props
  return (
    <Part heading={heading} note={children.length > 0 ? note : undefined}>
      {children.length === 0 ? <Empty>{none}</Empty> : <Rows>{children}</Rows>}
    </Part>
  )
}

interface LookRowProps extends Pick<Props, 'locale' | 'now'> {
  look: DeskLookView
  say: Say<'looks.oversight'>
  end?: Props['decide']
}

function LookRow({ look, locale, now, say, end }: LookRowProps) {
  const looks = translator(locale, 'looks')
  const facts = describeFacts(locale, look)
  return (
    <Row>
      <Line
        title={
          <Link href={`/staff/looks/${look.id}`} prefetch={false}>
            {look.customer || looks('search.nameless')}
          </Link>
        }
      >
        {look.until && (
          <span>
            {say(look.state === 'waiting' ? 'approval.until' : 'under-way.until', {
              time: clockTime(look.until),
            })}
          </span>
        )}
        {end && (
          <form action={end}>
            <input type="hidden" name="look" value={look.id} />
            <input type="hidden" name="back" value="oversight" />
            <Button type="submit" name="decision" value="end">
              {say('under-way.end')}
            </Button>
          </form>
        )}
      </Line>
      <Note>
        {say('look', {
          who: facts.who,
          reason: facts.reason,
          text: facts.text,
          pages: facts.pages,
          asked: moment(locale, look.askedAt, now),
        })}
      </Note>
    </Row>
  )
}

interface SearchesProps extends Omit<Props, 'decide'> {
  say: Say<'looks.oversight'>
  /** Stands for a customer whose name the bank does not hold. */
  nameless: string
}

function Searches({ view, locale, now, say, nameless }: SearchesProps) {
  return (
    <>
      <Listed heading={say('alerts.title')} none={say('alerts.none', { limit: view.searchesThatAlert })}>
        {view.alerts.map(({ staffId, hour, searches }) => (
          <Row key={staffId + hour.toISOString()}>
            <p>{say('alerts.row', { staff: staffId, count: searches })}</p>
            <Note>{say('alerts.hour', { time: moment(locale, hour, now) })}</Note>
          </Row>
        ))}
      </Listed>
      <Listed heading={say('idle.title')} note={say('idle.note')} none={say('idle.none')}>
        {view.idleSearches.map(({ id, staffId, at, by, customer }) => (
          <Row key={id}>
            <p>
              {say('idle.row', { staff: staffId, customer: customer ?? nameless, by: say(`idle.by.${by}`) })}
            </p>
            <Note>{moment(locale, at, now)}</Note>
          </Row>
        ))}
      </Listed>
    </>
  )
}

function Volumes({ volumes, say }: { volumes: OversightView['volumes']; say: Say<'looks.oversight'> }) {
  if (volumes.length === 0) return <Empty>{say('volume.none')}</Empty>
  const columns = [say('volume.searches'), say('volume.looks'), say('volume.break-glass')]
  return (
    <Table columns={[{ text: say('volume.staff') }, ...columns.map((text) => ({ text, num: true }))]} fold>
      {volumes.map(({ staffId, searches, looks, breakGlass }) => (
        <tr key={staffId}>
          <th scope="row">{staffId}</th>
          {[searches, looks, breakGlass].map((figure, place) => (
            <Cell key={columns[place]} label={columns[place]} num>
              {figure}
            </Cell>
          ))}
        </tr>
      ))}
    </Table>
  )
}
