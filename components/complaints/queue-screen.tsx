import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { QueueFilter, QueueView } from '#domain/desk/schema.ts'
import type { StaffMe } from '#domain/staff/schema.ts'
import { describeQueue } from '#i18n/describe/desk.ts'
import { number } from '#i18n/format.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty } from '../ui/part.tsx'
import { QueueFilters } from './queue-filters.tsx'
import { QueueTable } from './queue-table.tsx'

interface Props {
  view: QueueView | { refused: string }
  me: StaffMe
  locale: Locale
}

/** The complaints of all customers by the days left, with what narrows them: or why the address can't be shown. */
export function QueueScreen({ view, me, locale }: Props) {
  const say = translator(locale, 'complaints.desk')
  if ('refused' in view)
    return (
      <>
        <PageHead title={say('title')} />
        <Notice tone="refuse" role="alert">
          <p>{view.refused}</p>
          <p>
            <Link href="/staff/complaints" prefetch={false}>
              {say('show-all')}
            </Link>
          </p>
        </Notice>
      </>
    )
  const { filter, rows, continued, next } = view
  return (
    <>
      <PageHead title={say('title')}>
        <Counts counts={view.counts} locale={locale} />
      </PageHead>
      <QueueFilters filter={filter} me={me} />
      {filter.due && (
        <p className="note mb-6">
          {say(`only.${filter.due}`)}{' '}
          <Link href="/staff/complaints" prefetch={false}>
            {say('show-all')}
          </Link>
        </p>
      )}
      {rows.length === 0 ? (
        <Empty>{say(emptyKey(view))}</Empty>
      ) : (
        <QueueTable groups={describeQueue(locale, view)} />
      )}
      {(next || continued) && (
        <Pager
          label={say('pager.label')}
          status={say('pager.status', { count: rows.length })}
          back={continued ? { href: queueHref(filter, null), text: say('pager.first') } : undefined}
          on={next ? { href: queueHref(filter, next), text: say('pager.next') } : undefined}
        />
      )}
    </>
  )
}

/** How many are open, late, ending soon and without anyone who answers, each a way to see just those. */
function Counts({ counts, locale }: { counts: QueueView['counts']; locale: Locale }) {
  const say = translator(locale, 'complaints.desk')
  if (counts.open === 0) return <p>{say('none-open')}</p>
  const link = (href: Route, late = false) =>
    function Count(chunks: ReactNode) {
      return (
        <Link href={href} prefetch={false} className={late && counts.late > 0 ? 'late' : undefined}>
          {chunks}
        </Link>
      )
    }
  return (
    <p>
      {say.rich('counts', {
        open: counts.open,
        lateCount: number(locale, counts.late),
        soonCount: number(locale, counts.soon),
        unassigned: number(locale, counts.unassigned),
        late: link('/staff/complaints?due=late', true),
        soon: link('/staff/complaints?due=soon'),
        nobody: link('/staff/complaints?assignee=nobody'),
      })}
    </p>
  )
}

function emptyKey({ filter, counts }: QueueView) {
  if (filter.number !== '') return 'empty-number'
  const narrowed = filter.state !== 'open' || filter.due || filter.assignee || filter.locale
  return counts.open === 0 && !narrowed ? 'empty-open' : 'empty'
}

/** The queue under a filter; from the cursor on, or from its start. */
function queueHref({ state, ...rest }: QueueFilter, cursor: string | null): Route {
  const given = Object.entries({ ...rest, state: state === 'open' ? '' : state, cursor }).flatMap(
    ([name, value]) => (value ? [[name, value]] : []),
  )
  return given.length === 0 ? '/staff/complaints' : `/staff/complaints?${new URLSearchParams(given)}`
}
