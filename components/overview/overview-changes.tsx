import type { OverviewView } from '#domain/overview/schema.ts'
import { type ChangeWords, describeChange, describeSince } from '#i18n/describe/overview.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { Entry } from '../activity/activity-screen.tsx'
import { PortalButton, PortalLink } from '../shell/portal-link.tsx'
import { Ledger, LedgerEntry } from '../ui/ledger.tsx'
import { Actions, Empty, Part } from '../ui/part.tsx'

interface Props {
  since: OverviewView['since']
  locale: Locale
  now: Date
}

/** What happened since the last visit, or that nothing did. */
export function OverviewChanges({ since, locale, now }: Props) {
  const say = translator(locale, 'overview.since')
  const log = translator(locale, 'activity')
  const sentence = describeSince(locale, since, now)
  if (since.total === 0)
    return (
      <Part heading={say('title')}>
        <Empty>{sentence}</Empty>
      </Part>
    )
  return (
    <Part heading={say('title')} note={sentence}>
      <div className="grid gap-5">
        <Ledger>
          {since.changes.map((change) => {
            const told = describeChange(locale, change, now)
            return told.kind === 'entry' ? (
              <Entry key={told.row.id} row={told.row} links={{ notMe: log('not-me'), why: log('why') }} />
            ) : (
              <LedgerEntry key={`${told.kind}:${told.id}`} when={told.when} dateTime={told.iso}>
                {told.before}
                <Place change={told} />
                {told.after}
              </LedgerEntry>
            )
          })}
        </Ledger>
        <Actions>
          <PortalButton kind="text" href="/activity">
            {say('all')}
          </PortalButton>
        </Actions>
      </div>
    </Part>
  )
}

function Place({ change: { kind, id, link } }: { change: Exclude<ChangeWords, { kind: 'entry' }> }) {
  return kind === 'policy' ? (
    <PortalLink href={`/policy/${id}#changes`}>{link}</PortalLink>
  ) : (
    <PortalLink href={`/recipients?recipient=${id}&period=all#disclosures`}>{link}</PortalLink>
  )
}
