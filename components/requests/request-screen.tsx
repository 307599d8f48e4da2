import type { ReactNode } from 'react'
import type { RequestView } from '#domain/requests/schema.ts'
import type { OutcomeWords, RequestWords } from '#i18n/describe/requests.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { CaseClock, CaseComputation } from '../cases/case-clock.tsx'
import { caseFileWords } from '../cases/case-file-words.tsx'
import { CaseMessage } from '../cases/case-message.tsx'
import { CaseThread } from '../cases/case-thread.tsx'
import { CaseWithdraw } from '../cases/case-withdraw.tsx'
import { CaseWithdrawPlain, type WithdrawByForm } from '../cases/case-withdraw-plain.tsx'
import { messageWords, withdrawWords } from '../cases/case-words.ts'
import { LookNote } from '../shell/look-note.tsx'
import { PortalLink } from '../shell/portal-link.tsx'
import { QueryProvider } from '../shell/query-provider.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Refused } from '../ui/form.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { Notice, StateLabel } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Empty, Part } from '../ui/part.tsx'
import { Label, Note } from '../ui/text.tsx'
import { RequestChanges, RequestTasks } from './request-tasks.tsx'

/** The actions of the forms, which work without script. */
export interface RequestActions {
  write: FormAction
  withdraw: WithdrawByForm
  /** The mark of the customer, for their drafts. */
  owner: string
}

interface Props {
  view: RequestView
  words: RequestWords
  /** The request was filed a moment ago: the page then says its number and what happens next. */
  filed?: boolean
  /** Why the form without script could not withdraw the request. */
  refused?: string | undefined
  /** Absent in a look, where nobody can write. */
  actions?: RequestActions | undefined
}

/** The page of a request: its right, its clock, its messages, and what the customer can do. */
export async function RequestScreen({ view, words, filed, refused, actions }: Props) {
  const say = translator(await readerLocale(), 'requests')
  const { id, reference, subject, about, lastStep } = view
  const { state, right, clock, next } = words
  const complain = (chunks: ReactNode) => (
    <PortalLink href={`/complaints/new?request=${id}`}>{chunks}</PortalLink>
  )
  return (
    <>
      <PageHead
        title={<span className="wrap-anywhere">{subject}</span>}
        above={
          <Label>
            <PortalLink href="/requests">{say('title')}</PortalLink> / №&nbsp;{reference}
          </Label>
        }
      >
        <StateLabel is={state.is}>{state.text}</StateLabel>
        <LookNote />
        {filed && lastStep === 2 && (
          <Notice tone="tell" role="status" title={say('filed.title', { reference })}>
            <p>{words.filed}</p>
          </Notice>
        )}
      </PageHead>
      <CaseClock clock={clock} way={complain} />
      <CaseThread
        type="request"
        id={id}
        about={about}
        words={words}
        below={Object.fromEntries(
          view.outcomes.map(({ step }) => [step, <Outcomes key={step} words={words.outcomes[step] ?? []} />]),
        )}
        next={next && { label: next.label, sentence: say.rich(`next.${next.sentence}`, { complain }) }}
      />
      {view.certificate && <CertificateLink id={id} reference={view.certificate} />}
      <RequestTasks tasks={words.tasks} />
      <RequestChanges changes={words.changes} />
      <div className="print:hidden">
        <WritePart view={view} refused={refused} actions={actions} />
      </div>
      <Part heading={say('right')}>
        <div>
          <p>{right.happens}</p>
          <Note>
            <b>{right.title}.</b> {right.basis}
          </Note>
        </div>
      </Part>
      <CaseComputation clock={clock} />
    </>
  )
}

/** The way to the certificate of a deletion that was carried out. */
async function CertificateLink({ id, reference }: { id: string; reference: string }) {
  const say = translator(await readerLocale(), 'deletions.certificate')
  return (
    <Part id="certificate" heading={say('title')}>
      <p>
        <PortalLink href={`/requests/${id}/certificate`}>{say('open', { reference })}</PortalLink>
      </p>
    </Part>
  )
}

/** What came of each part, under the answer that says so. */
async function Outcomes({ words }: { words: OutcomeWords[] }) {
  return (
    <div className="mt-4">
      <Facts>
        {words.map(({ what, outcome, why }) => (
          <Fact key={what} term={what}>
            {outcome}
            {why && <Note>{why}</Note>}
          </Fact>
        ))}
      </Facts>
    </div>
  )
}

async function WritePart({ view, refused, actions }: Pick<Props, 'view' | 'refused' | 'actions'>) {
  const locale = await readerLocale()
  const say = translator(locale, 'requests')
  const cases = translator(locale, 'complaints')
  const { id, lastStep, live, can, limits } = view
  const message = actions && (
    <CaseMessage
      key={actions.owner}
      type="request"
      action={actions.write}
      caseId={id}
      owner={actions.owner}
      lastStep={lastStep}
      can={can}
      limits={limits}
      files={caseFileWords(locale, limits)}
      words={messageWords(locale, 'request', limits)}
    />
  )
  return (
    <Part heading={cases('write.title')}>
      {actions && can.write ? (
        <QueryProvider>
          {view.group === 'open' ? message : <Disclosure summary={say('write.more')}>{message}</Disclosure>}
          {can.withdraw && (
            <CaseWithdraw
              type="request"
              caseId={id}
              lastStep={lastStep}
              words={withdrawWords(locale, 'request')}
            >
              <CaseWithdrawPlain
                type="request"
                action={actions.withdraw}
                caseId={id}
                lastStep={lastStep}
                refused={refused}
              />
            </CaseWithdraw>
          )}
        </QueryProvider>
      ) : (
        <Empty>{say(live ? 'write.closed' : 'write.not-yours')}</Empty>
      )}
      {!can.withdraw && <Refused>{refused}</Refused>}
    </Part>
  )
}
