import Link from 'next/link'
import type { DeskCaseView } from '#domain/desk/schema.ts'
import type { StaffMe } from '#domain/staff/schema.ts'
import type { DeskCaseWords } from '#i18n/describe/desk.ts'
import type { TextPreviewWords } from '#i18n/describe/text-preview.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { CaseClock } from '../cases/case-clock.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { StateLabel } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Label, Note } from '../ui/text.tsx'
import { DeskAnswer } from './desk-answer.tsx'
import { DeskAssignment } from './desk-assignment.tsx'
import { DeskDeletion, type DeskDeletionProps } from './desk-deletion.tsx'
import { DeskOutgoing, type RecallByForm } from './desk-outgoing.tsx'
import { DeskStaffEntries } from './desk-staff-entries.tsx'
import { DeskSteps } from './desk-steps.tsx'
import { DeskTasks } from './desk-tasks.tsx'
import { DeskThread } from './desk-thread.tsx'

interface Props {
  view: DeskCaseView
  me: StaffMe
  words: DeskCaseWords
  begun: { template: string; language: string }
  /** Why a text could not be taken back. */
  refused: string | undefined
  /** Of a request for deletion, what it would do and who decides. */
  deletion: DeskDeletionProps | null
  actions: Record<'assign' | 'note' | 'send', FormAction> &
    Record<'move' | 'extend', FormAction<TextPreviewWords>> & { recall: RecallByForm }
}

/** The staff's page of a complaint: clock, messages, the steps that can be taken, and the staff's own notes. */
export async function DeskCaseScreen({ view, words, me, begun, refused, deletion, actions }: Props) {
  const say = translator(await readerLocale(), 'complaints.desk')
  const { shown } = view
  const { reference } = shown
  return (
    <>
      <PageHead
        title={<span className="wrap-anywhere">{shown.subject}</span>}
        above={
          <Label>
            <Link href="/staff/cases" prefetch={false}>
              {say('title')}
            </Link>{' '}
            / №&nbsp;{reference}
          </Label>
        }
      >
        <StateLabel is={words.state.is}>{words.state.text}</StateLabel>
        <p>{words.from}</p>
        {words.review && <p>{words.review}</p>}
        {view.open && (
          <p>
            <a href={`/staff/looks/new?${shown.type}=${encodeURIComponent(reference)}`}>{say('head.look')}</a>
          </p>
        )}
        <Note>{say('opened-note')}</Note>
      </PageHead>
      <CaseClock clock={words.clock} desk />
      <DeskThread reference={reference} words={words} />
      {deletion && <DeskDeletion {...deletion} reference={reference} lastStep={shown.lastStep} />}
      <DeskTasks view={view} words={words} send={actions.send} />
      {words.outgoing && (
        <DeskOutgoing reference={reference} outgoing={words.outgoing} recall={actions.recall} />
      )}
      {!words.outgoing && <DeskAnswer view={view} move={actions.move} begun={begun} refused={refused} />}
      <DeskSteps view={view} extension={words.extension} move={actions.move} extend={actions.extend} />
      <DeskAssignment view={view} me={me} assign={actions.assign} />
      <DeskStaffEntries reference={reference} entries={words.staffEntries} note={actions.note} />
    </>
  )
}
