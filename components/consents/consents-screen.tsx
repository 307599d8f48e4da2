import type { ReactNode } from 'react'
import type { ConsentGroupView, ConsentsView, ConsentView } from '#domain/consents/schema.ts'
import { consentFlow, describeConsent, lockReasons } from '#i18n/describe/consents.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { type Say, translator } from '#i18n/translator.ts'
import { LookNote } from '../shell/look-note.tsx'
import { PortalLink } from '../shell/portal-link.tsx'
import { QueryProvider } from '../shell/query-provider.tsx'
import { Pair } from '../ui/disclosure.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note, Value } from '../ui/text.tsx'
import { AllOff, ConsentCount } from './consent-group.tsx'
import { ConsentItem } from './consent-item.tsx'
import { PlainConsent } from './consent-plain.tsx'
import { ConsentsProvider, type ConsentsWords, type DecideByForm } from './consents-provider.tsx'

interface Props {
  view: ConsentsView
  /** Absent in a look. */
  decideByForm?: DecideByForm
  /** Why the last decision, sent by a form, was refused. */
  refused?: string
}

/** Every consent with its switch, and what is done without asking. */
export function ConsentsScreen({ view, refused, ...props }: Props) {
  const decideByForm = view.live ? props.decideByForm : undefined
  const say = translator(view.locale, 'consents')
  const all = view.groups.flatMap((group) => group.consents)
  const rows = all.map((one) => describeConsent(view.locale, one, view.at))
  const plain = (id: string) => {
    const row = rows.find((one) => one.id === id)
    return (
      decideByForm && row && !row.locked && <PlainConsent row={row} decideByForm={decideByForm} say={say} />
    )
  }
  const heard = all.filter(({ gpc }) => gpc !== null).map(({ short }) => short)
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
        <LookNote />
      </PageHead>
      {refused && (
        <Notice tone="refuse" role="alert">
          <p>{say('refused', { why: refused })}</p>
        </Notice>
      )}
      {view.gpc && heard.length > 0 && (
        <Notice tone="tell">
          <Note>{say('gpc', { list: heard.join(', ') })}</Note>
        </Notice>
      )}
      <QueryProvider>
        <ConsentsProvider
          rows={rows}
          readAt={view.at.getTime()}
          words={consentsWords(say, view)}
          decideByForm={decideByForm}
        >
          {view.groups.map((group) => (
            <GroupPart key={group.id} group={group} view={view} say={say} plain={plain} />
          ))}
        </ConsentsProvider>
      </QueryProvider>
      <Part id="unrefusable" heading={say('unrefusable.title')} note={say('unrefusable.note')}>
        <Rows>
          {view.unrefusable.map(({ id, title, reason, basis }) => (
            <Row key={id}>
              <Line title={title}>
                <Value>{basis}</Value>
              </Line>
              <Note>{reason}</Note>
            </Row>
          ))}
        </Rows>
      </Part>
    </>
  )
}

interface GroupProps {
  group: ConsentGroupView
  view: ConsentsView
  say: Say<'consents'>
  /** A consent's switch for a browser without script. */
  plain: (id: string) => ReactNode
}

function GroupPart({ group, view, say, plain }: GroupProps) {
  const ids = group.consents.map(({ id }) => id)
  const notes = [0, ...ids.map((_, place) => place + 1)].map((count) => say('count', { count }))
  return (
    <Part id={group.id} heading={group.title} note={<ConsentCount ids={ids} notes={notes} />}>
      <Rows>
        <Row>
          <Note>{group.description}</Note>
        </Row>
        {group.consents.map((consent) => (
          <Consent key={consent.id} consent={consent} view={view} say={say} plain={plain(consent.id)} />
        ))}
        {group.id === 'marketing' && <AllOff ids={ids} />}
      </Rows>
    </Part>
  )
}

interface ConsentProps {
  consent: ConsentView
  view: ConsentsView
  say: Say<'consents'>
  plain: ReactNode
}

function Consent({ consent, view, say, plain }: ConsentProps) {
  const { confirmation, stops, keeps } = consent
  const reasons = lockReasons(view.locale, consent)
  const lock = {
    reason: <LockReason id={consent.id} reasons={reasons} />,
    title: say('lock.title'),
    before: say('lock.before'),
  }
  return (
    <ConsentItem
      id={consent.id}
      flow={consentFlow(view.locale, consent)}
      lock={reasons.length > 0 ? lock : undefined}
      plain={plain}
      allows={<p>{consent.allows}</p>}
    >
      {confirmation && <Piece title={say('details.confirmation')}>{confirmation}</Piece>}
      <Pair>
        <List title={say('details.stops')} items={stops} none={say('details.nothing-stops')} />
        {keeps.length > 0 && <List title={say('details.keeps')} items={keeps} />}
      </Pair>
    </ConsentItem>
  )
}

function Piece({ title, children }: { title: string; children: string }) {
  return (
    <div>
      <h4>{title}</h4>
      <p>{children}</p>
    </div>
  )
}

function List({ title, items, none }: { title: string; items: string[]; none?: string }) {
  return (
    <div>
      <h4>{title}</h4>
      {items.length === 0 && <p>{none}</p>}
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  )
}

async function LockReason({ id, reasons }: { id: string; reasons: string[] }) {
  const say = translator(await readerLocale(), 'consents')
  const link = (text: ReactNode) => <PortalLink href={`/complaints/new?consent=${id}`}>{text}</PortalLink>
  return (
    <>
      {reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      <Note>{say.rich('lock.disagree', { link })}</Note>
    </>
  )
}

const consentsWords = (say: Say<'consents'>, view: ConsentsView): ConsentsWords => ({
  on: say('on'),
  off: say('off'),
  saving: say('saving'),
  undo: say('undo'),
  yes: say('confirm.yes'),
  no: say('confirm.no'),
  early: say('early'),
  offline: translator(view.locale, 'common')('offline'),
  progress: say('progress.title'),
  late: say('progress.advice'),
  complain: say('progress.complain'),
  history: say('history.title'),
  noHistory: say('history.none'),
  receipt: say('history.receipt'),
  allOff: say('all-off'),
  allIsOff: say('all-is-off'),
})
