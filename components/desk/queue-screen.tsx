import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { QueueFilter, QueueView } from '#domain/desk/schema.ts'
import type { StaffMe } from '#domain/staff/schema.ts'
import type { QueueGroupWords } from '#i18n/describe/desk.ts'
import { number } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty } from '../ui/part.tsx'
import { QueueFilters } from './queue-filters.tsx'
import { QueueTable } from './queue-table.tsx'

interface Props {
  /** The queue and its rows in words, or why it can't be shown as asked. */
  queue: { view: QueueView; groups: QueueGroupWords[] } | { refused: string }
  me: StaffMe
}

/** The queue of all customers' complaints and requests by the days left, with its filters. It says why an address is refused. */
export async function QueueScreen({ queue, me }: Props) {
  const say = translator(await readerLocale(), 'complaints.desk')
  if ('refused' in queue)
    return (
      <>
        <PageHead title={say('title')} />
        <Notice tone="refuse" role="alert">
          <p>{queue.refused}</p>
          <p>
            <Link href="/staff/cases" prefetch={false}>
              {say('show-all')}
            </Link>
          </p>
        </Notice>
      </>
    )
  const { view, groups } = queue
  const { filter, rows, continued, next } = view
  return (
    <>
      <PageHead title={say('title')}>
        <Counts counts={view.counts} />
      </PageHead>
      <QueueFilters filter={filter} me={me} />
      {filter.due && (
        <p className="note mb-6">
          {say(`only.${filter.due}`)}{' '}
          <Link href="/staff/cases" prefetch={false}>
            {say('show-all')}
          </Link>
        </p>
      )}
      {rows.length === 0 ? <Empty>{say(emptyKey(view))}</Empty> : <QueueTable groups={groups} />}
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

/** The numbers of open, late, soon due and unassigned cases. Each is a link to these. */
async function Counts({ counts }: { counts: QueueView['counts'] }) {
  const locale = await readerLocale()
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
        late: link('/staff/cases?due=late', true),
        soon: link('/staff/cases?due=soon'),
        nobody: link('/staff/cases?assignee=nobody'),
      })}
    </p>
  )
}

function emptyKey({ filter, counts }: QueueView) {
  if (filter.number !== '') return 'empty-number'
  const narrowed = filter.type || filter.state !== 'open' || filter.due || filter.assignee || filter.locale
  return counts.open === 0 && !narrowed ? 'empty-open' : 'empty'
}

/** The address of the queue under a filter, from the cursor on or from its start. */
function queueHref({ state, ...rest }: QueueFilter, cursor: string | null): Route {
  const given = Object.entries({ ...rest, state: state === 'open' ? '' : state, cursor }).flatMap(
    ([name, value]) => (value ? [[name, value]] : []),
  )
  return given.length === 0 ? '/staff/cases' : `/staff/cases?${new URLSearchParams(given)}`
}
