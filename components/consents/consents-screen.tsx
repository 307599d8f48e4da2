import type { ReactNode } from 'react'
import type { ConsentsView } from '#domain/consents/schema.ts'
import type { ConsentsWords, ConsentWords } from '#i18n/describe/consents.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { type Say, translator } from '#i18n/translator.ts'
import { LookNote } from '../shell/look-note.tsx'
import { PortalLink } from '../shell/portal-link.tsx'
import { QueryProvider } from '../shell/query-provider.tsx'
import { requestLinks } from '../shell/request-links.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note, Value } from '../ui/text.tsx'
import { AllOff, ConsentCount } from './consent-group.tsx'
import { ConsentItem } from './consent-item.tsx'
import { PlainConsent } from './consent-plain.tsx'
import { ConsentsProvider, type ControlWords, type DecideByForm } from './consents-provider.tsx'
import { FormerPart } from './former-part.tsx'

interface Props {
  view: ConsentsView
  words: ConsentsWords
  /** Absent in a look. */
  decideByForm?: DecideByForm
  /** Why the last decision, sent by a form, was refused. */
  refused?: string
  /** The consent whose question is open. */
  asked: string | null
}

/** The consents page: every consent with its switch, and the uses of data that need no consent. */
export function ConsentsScreen({ view, words, refused, asked, ...props }: Props) {
  const decideByForm = view.live ? props.decideByForm : undefined
  const say = translator(view.locale, 'consents')
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
      {words.gpc && (
        <Notice tone="tell">
          <Note>{words.gpc}</Note>
        </Notice>
      )}
      <ConsentSwitches
        locale={view.locale}
        at={view.at}
        policyVersion={view.policyVersion}
        consents={words.groups.flatMap(({ consents }) => consents)}
        decideByForm={decideByForm}
        asked={asked}
      >
        {words.groups.map((group) => (
          <GroupPart
            key={group.id}
            group={group}
            marketing={words.marketing}
            say={say}
            decideByForm={decideByForm}
          />
        ))}
      </ConsentSwitches>
      <FormerPart former={words.former} say={say} live={view.live} />
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
          <Row>
            <Note>
              {say.rich('unrefusable.disagree', {
                link: (text) => <PortalLink href="/complaints/new">{text}</PortalLink>,
              })}
            </Note>
          </Row>
        </Rows>
      </Part>
    </>
  )
}

interface SwitchesProps {
  locale: ConsentsView['locale']
  /** When the consents were read. */
  at: Date
  policyVersion: number | null
  consents: readonly ConsentWords[]
  decideByForm?: DecideByForm
  /** The consent whose question is open when the page comes. */
  asked?: string | null
  children: ReactNode
}

/** What the rows of these consents need around them, on any page. */
export function ConsentSwitches({
  locale,
  at,
  policyVersion,
  consents,
  decideByForm,
  asked = null,
  children,
}: SwitchesProps) {
  return (
    <QueryProvider>
      <ConsentsProvider
        rows={consents.map(({ row }) => row)}
        readAt={at.getTime()}
        words={controlWords(locale)}
        policyVersion={policyVersion}
        decideByForm={decideByForm}
        asked={asked}
      >
        {children}
      </ConsentsProvider>
    </QueryProvider>
  )
}

interface GroupProps {
  group: ConsentsWords['groups'][number]
  marketing: ConsentsWords['marketing']
  say: Say<'consents'>
  decideByForm?: DecideByForm
}

function GroupPart({ group, marketing, say, decideByForm }: GroupProps) {
  const ids = group.consents.map(({ row }) => row.id)
  const notes = [0, ...ids.map((_, index) => index + 1)].map((count) => say('count', { count }))
  return (
    <Part id={group.id} heading={group.title} note={<ConsentCount ids={ids} notes={notes} />}>
      <Rows>
        <Row>
          <Note>{group.description}</Note>
        </Row>
        {group.consents.map((words) => (
          <Consent key={words.row.id} words={words} say={say} decideByForm={decideByForm} />
        ))}
        {group.id === marketing.group && <AllOff ids={marketing.ids} note={marketing.note} />}
      </Rows>
    </Part>
  )
}

interface ConsentProps {
  words: ConsentWords
  say: Say<'consents'>
  decideByForm?: DecideByForm
}

/** The row of a consent, inside ConsentSwitches. */
export function Consent({ words, say, decideByForm }: ConsentProps) {
  const { consent, row, lockReasons } = words
  const { id, allows, stops, keeps, lockable } = consent
  const lock = {
    reason: <LockReason id={id} reasons={lockReasons} />,
    title: say('lock.title'),
    before: say('lock.before'),
  }
  const link = (text: ReactNode) => <PortalLink href="/policy#choices">{text}</PortalLink>
  const links = requestLinks({ kind: 'consent', id }, ['information', 'withdrawal'])
  const later = say.rich(lockable ? 'question.later-lockable' : 'question.later', { link })
  return (
    <ConsentItem
      id={id}
      lock={lockReasons.length > 0 ? lock : undefined}
      restriction={{
        title: say('restricted.title'),
        link: <PortalLink href="/data">{say('restricted.link')}</PortalLink>,
      }}
      plain={decideByForm && !row.locked && <PlainConsent row={row} decideByForm={decideByForm} say={say} />}
      texts={{ allows, stops, keeps, later }}
      requests={links && <Note>{say.rich('requests', links)}</Note>}
    />
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

const controlWords = (locale: ConsentsView['locale']): ControlWords => {
  const say = translator(locale, 'consents')
  return {
    on: say('on'),
    off: say('off'),
    saving: say('saving'),
    undo: say('undo'),
    question: {
      title: say('question.title'),
      'still-off': say('question.still-off'),
      starts: say('question.starts'),
      'nothing-starts': say('question.nothing-starts'),
      keeps: say('question.keeps'),
      yes: say('question.yes'),
      no: say('question.no'),
    },
    details: {
      stops: say('details.stops'),
      'nothing-stops': say('details.nothing-stops'),
      keeps: say('details.keeps'),
      confirmation: say('details.confirmation'),
    },
    early: say('early'),
    offline: translator(locale, 'common')('offline'),
    progress: say('progress.title'),
    toldOnly: say('progress.told-only'),
    late: say('progress.advice'),
    complain: say('progress.complain'),
    history: say('history.title'),
    noHistory: say('history.none'),
    receipt: say('history.receipt'),
    allOff: say('all-off'),
    allIsOff: say('all-is-off'),
  }
}
