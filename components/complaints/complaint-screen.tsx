import type { ComplaintView } from '#domain/complaints/schema.ts'
import type { ComplaintWords } from '#i18n/describe/complaints.ts'
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
import { Refused } from '../ui/form.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { Notice, StateLabel } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Empty, Part } from '../ui/part.tsx'
import { Label } from '../ui/text.tsx'
import { ComplaintInstruction } from './complaint-instruction.tsx'
import { ComplaintNextSteps } from './complaint-next-steps.tsx'
import { ComplaintPhones } from './complaint-phones.tsx'

/** The actions of the forms, which work without script. */
export interface ComplaintActions {
  write: FormAction
  withdraw: WithdrawByForm
  /** The mark of the customer, for their drafts. */
  owner: string
}

interface Props {
  view: ComplaintView
  words: ComplaintWords
  /** The complaint was filed a moment ago: the page then says its number and what happens next. */
  filed?: boolean
  /** Why the form without script could not withdraw the complaint. */
  refused?: string
  /** Absent in a look, where nobody can write. */
  actions?: ComplaintActions
}

/** The page of a complaint: its clock, its messages, the form for a new one, and what the customer can do next. */
export async function ComplaintScreen({ view, words, filed, refused, actions }: Props) {
  const say = translator(await readerLocale(), 'complaints')
  const { reference, owed } = view
  const { state, clock } = words
  const way = (chunks: React.ReactNode) => <a href="#way">{chunks}</a>
  return (
    <>
      <PageHead
        title={<span className="wrap-anywhere">{view.subject}</span>}
        above={
          <Label>
            <PortalLink href="/complaints">{say('title')}</PortalLink> / №&nbsp;{reference}
          </Label>
        }
      >
        <StateLabel is={state.is}>{state.text}</StateLabel>
        <LookNote />
        {filed && view.lastStep === 2 && (
          <Notice tone="tell" role="status" title={say('filed.title', { reference })}>
            <p>{words.filed}</p>
          </Notice>
        )}
        {owed && view.kind === 'unauthorised-use' && (
          <Notice tone="warn">
            <p>{say('new.still-call')}</p>
            <ComplaintPhones operator={view.operator} />
          </Notice>
        )}
      </PageHead>
      <ComplaintInstruction view={view} writes={actions !== undefined} />
      <CaseClock clock={clock} />
      {clock.late && <ComplaintNextSteps view={view} urgent />}
      <CaseThread
        type="complaint"
        id={view.id}
        about={view.about}
        words={words}
        next={
          words.next && {
            label: words.next.label,
            sentence: say.rich(`next.${words.next.sentence}`, { way }),
          }
        }
      />
      <div className="print:hidden">
        <WritePart view={view} refused={refused} actions={actions} />
      </div>
      {!clock.late && view.state !== 'withdrawn' && <ComplaintNextSteps view={view} />}
      <CaseComputation clock={clock} />
    </>
  )
}

async function WritePart({ view, refused, actions }: Pick<Props, 'view' | 'refused' | 'actions'>) {
  const locale = await readerLocale()
  const say = translator(locale, 'complaints')
  const { id, lastStep, live, can, limits } = view
  const rich = {
    new: (chunks: React.ReactNode) => <PortalLink href="/complaints/new">{chunks}</PortalLink>,
  }
  return (
    <Part heading={say('write.title')}>
      {actions && (can.write || can.disagree) ? (
        <QueryProvider>
          <CaseMessage
            key={actions.owner}
            action={actions.write}
            type="complaint"
            caseId={id}
            owner={actions.owner}
            lastStep={lastStep}
            can={can}
            limits={limits}
            files={caseFileWords(locale, limits)}
            words={{
              ...messageWords(locale, 'complaint', limits),
              disagree: say('write.disagree'),
              disagreeNote: say('write.disagree-note'),
              disagreed: say('write.disagreed'),
            }}
          />
          {can.withdraw && (
            <div id="solved">
              <CaseWithdraw
                type="complaint"
                caseId={id}
                lastStep={lastStep}
                words={withdrawWords(locale, 'complaint')}
              >
                <CaseWithdrawPlain
                  action={actions.withdraw}
                  type="complaint"
                  caseId={id}
                  lastStep={lastStep}
                  refused={refused}
                />
              </CaseWithdraw>
            </div>
          )}
        </QueryProvider>
      ) : (
        <Empty>{live ? say.rich('write.closed', rich) : say('write.not-yours')}</Empty>
      )}
      {!can.withdraw && <Refused>{refused}</Refused>}
    </Part>
  )
}
