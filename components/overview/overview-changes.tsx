import type { ChangeWords, OverviewWords } from '#i18n/describe/overview.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { ActivityLedgerRow } from '../activity/activity-screen.tsx'
import { PortalButton, PortalLink } from '../shell/portal-link.tsx'
import { Ledger, LedgerEntry } from '../ui/ledger.tsx'
import { Actions, Empty, Part } from '../ui/part.tsx'

/** What happened since the last visit, or that nothing did. */
export async function OverviewChanges({ sentence, changes }: OverviewWords['since']) {
  const locale = await readerLocale()
  const say = translator(locale, 'overview.since')
  const log = translator(locale, 'activity')
  if (changes.length === 0)
    return (
      <Part heading={say('title')}>
        <Empty>{sentence}</Empty>
      </Part>
    )
  return (
    <Part heading={say('title')} note={sentence}>
      <div className="grid gap-5">
        <Ledger>
          {changes.map((change) =>
            change.kind === 'entry' ? (
              <ActivityLedgerRow
                key={change.row.id}
                row={change.row}
                links={{ notMe: log('not-me'), why: log('why') }}
              />
            ) : (
              <LedgerEntry key={`${change.kind}:${change.id}`} when={change.when} dateTime={change.iso}>
                {change.before}
                <ChangeLink change={change} />
                {change.after}
              </LedgerEntry>
            ),
          )}
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

function ChangeLink({ change: { kind, id, link } }: { change: Exclude<ChangeWords, { kind: 'entry' }> }) {
  return kind === 'policy' ? (
    <PortalLink href={`/policy/${id}#changes`}>{link}</PortalLink>
  ) : (
    <PortalLink href={`/recipients?recipient=${id}&period=all#disclosures`}>{link}</PortalLink>
  )
}
