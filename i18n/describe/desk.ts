import type { AttachmentView, CaseType, StepView } from '#domain/cases/schema.ts'
import {
  type CaseView,
  type DeskCaseView,
  type OutgoingView,
  type QueueGroup,
  type QueueRow,
  type QueueView,
  queueGroups,
} from '#domain/desk/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { longDate, moment, nearDate, number, preciseTime, upperFirst } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { type ClockWords, describeCaseClock } from './case-clock.ts'
import { type AttachmentWords, describeAttachment, describeReceipt, type StepWords } from './case-steps.ts'
import { describeAbout } from './complaints.ts'
import { describeStaffEntries, type StaffEntryWords } from './staff-entries.ts'
import type { StateWords } from './state-words.ts'
import { describeAwaited, describeTasks, type TaskWords } from './tasks.ts'

/** A row of the queue in words. */
export interface QueueRowWords {
  reference: string
  left: { text: string; tone: 'soon' | 'late' | null }
  clock: { day: number; of: number; label: string } | null
  subject: string
  /** Its number and language. */
  label: string
  /** That it is an objection to a decision of a program, and who reviews it. */
  objection: string | null
  customer: string
  state: string
  /** The share of the time that has passed; null before it matters. */
  share: string | null
  /** What it waits for, where the page says that. */
  waits?: string[]
  assignee: string
}

/** The rows of the queue in groups by when they are due. */
export interface QueueGroupWords<Id extends string = QueueGroup> {
  id: Id
  heading: string
  rows: QueueRowWords[]
}

/** The share of the time that has passed is shown from this per cent on. */
const tellingShare = 80

export function describeQueue(locale: Locale, { rows, groups }: QueueView): QueueGroupWords[] {
  const say = translator(locale, 'complaints.desk')
  return queueGroups.flatMap((id) => {
    const own = rows.filter(({ group }) => group === id)
    if (own.length === 0) return []
    const group = say(`groups.${id}`)
    const count = groups[id]
    return {
      id,
      heading: count === undefined ? group : say('group', { group, count: number(locale, count) }),
      rows: own.map((row) => describeRow(say, row)),
    }
  })
}

/** A row of the queue in words. */
export function describeRow(say: Say<'complaints.desk'>, row: QueueRow): QueueRowWords {
  const { reference, progress, share, objection } = row
  return {
    reference,
    left: leftOf(say, row),
    clock: progress && { day: progress.day, of: progress.of, label: clockLabel(say, progress) },
    subject: row.subject ?? say('no-key'),
    label: `${reference} · ${say(`language.${row.locale}`)}`,
    objection: objection && say('objection', { reviewer: objection.reviewer ?? 'none' }),
    customer: row.customer ?? say('no-name'),
    state: [say(`state.${row.state}`, { type: row.type }), row.delayed && say('extended')]
      .filter(Boolean)
      .join(', '),
    share: share && share >= tellingShare && share < 100 ? say('share', { share }) : null,
    assignee: row.assignee ?? say('unassigned'),
  }
}

function leftOf(say: Say<'complaints.desk'>, { progress }: QueueRow): QueueRowWords['left'] {
  if (!progress) return { text: say('no-deadline'), tone: null }
  const { daysLeft, state } = progress
  if (state === 'late') return { text: say('late', { days: -daysLeft }), tone: 'late' }
  return { text: say('left', { days: daysLeft }), tone: state === 'soon' ? 'soon' : null }
}

const clockLabel = (
  say: Say<'complaints.desk'>,
  { day, of, daysLeft, state }: NonNullable<QueueRow['progress']>,
): string => (state === 'late' ? say('clock-late', { of, days: -daysLeft }) : say('clock', { day, of }))

/** A complaint in words for the staff. */
export interface DeskCaseWords {
  state: StateWords
  /** The customer's name, and the language they write in. */
  from: string
  /** Who reviews the decision it objects to. */
  review: string | null
  clock: ClockWords
  /** Oldest first. */
  steps: StepWords[]
  /** What it is about. */
  about: string | null
  /** What announcing a delay would say; null when it may not be announced. */
  extension: string | null
  /** The text that waits to leave. */
  outgoing: OutgoingWords | null
  /** Newest first. */
  staffEntries: StaffEntryWords[]
  /** The bank's systems that a request was sent to, and which of them the desk waits for. */
  tasks: TaskWords[]
  awaited: string | null
}

/** A text that waits to leave, in words for the staff. */
export interface OutgoingWords {
  id: string
  text: string
  sentence: string
  /** When its time counts, where that matters. */
  clock: string | null
  /** Until it leaves. */
  seconds: number
}

export function describeDeskCase(locale: Locale, view: DeskCaseView, now: Date): DeskCaseWords {
  const { shown, customer, extension } = view
  const { about, steps } = shown
  const reviewer = about && 'decided' in about ? about.decided?.reviewer : null
  const say = translator(locale, 'complaints.desk')
  return {
    state: describeDeskState(locale, shown),
    from: say('head.from', {
      customer: customer ?? say('no-name'),
      language: say(`answer.in.${view.locale}`),
    }),
    review: reviewer ? say('head.review', { reviewer }) : null,
    clock: describeCaseClock(locale, shown, now),
    steps: steps.map((step) => describeDeskStep(locale, step, shown, now)),
    about: about && say('head.about', { title: describeAbout(locale, about) }),
    extension:
      extension && say('extend.rule', { date: longDate(locale, extension.due), days: extension.days }),
    outgoing: view.outgoing && describeOutgoing(locale, view.outgoing, now),
    staffEntries: describeStaffEntries(locale, view.staffEntries, now),
    tasks: shown.type === 'request' ? describeTasks(locale, shown.tasks, now) : [],
    awaited: shown.type === 'request' ? describeAwaited(locale, shown.tasks) : null,
  }
}

function describeOutgoing(locale: Locale, outgoing: OutgoingView, now: Date): OutgoingWords {
  const say = translator(locale, 'complaints.desk.outgoing')
  const { id, kind, text, staff, leavesAt } = outgoing
  return {
    id,
    text,
    sentence: say('text', { what: say(`what.${kind}`), staff, time: preciseTime(leavesAt) }),
    clock:
      kind === 'answered' || kind === 'fulfilled' || kind === 'partly-fulfilled' || kind === 'refused'
        ? say('clock')
        : null,
    seconds: Math.max(0, Math.ceil((leavesAt.getTime() - now.getTime()) / 1000)),
  }
}

/** The state of a complaint in words for the staff, for the head of its page. */
function describeDeskState(locale: Locale, view: CaseView): StateWords {
  const say = translator(locale, 'complaints.desk')
  const late = view.owed && view.progress?.state === 'late'
  const marks = { open: 'wait', answered: 'done', closed: 'off' } as const
  return {
    is: late ? 'bad' : marks[view.group],
    text: upperFirst(say(`state.${late ? 'late' : view.state}`, { type: view.type })),
  }
}

/** A step in words for the staff: the bank's messages are theirs, with the staff code of the writer. */
function describeDeskStep(locale: Locale, step: StepView, shown: CaseView, now: Date): StepWords {
  const say = translator(locale, 'complaints.desk')
  const { type, reference } = shown
  const { kind, side, staff } = step
  const who = side === 'bank' && staff ? say('thread.bank-staff', { staff }) : say(`thread.${side}`)
  const due = step.dueOn ? nearDate(locale, step.dueOn, now, 'until') : ''
  const received = kind === 'received' && describeReceipt(locale, shown, now)
  return {
    number: step.number,
    label: say('thread.label', { time: moment(locale, step.at, now), who }),
    dateTime: step.at.toISOString(),
    what: received || whatOf(say, step, { type, reference, due }),
    mine: side === 'bank',
    text: step.text,
    attachments: step.attachments.map((file) => ({
      ...describeAttachment(locale, file),
      opens: file.opens,
      scan: describeScan(locale, file),
    })),
  }
}

function whatOf(
  say: Say<'complaints.desk'>,
  { kind, pauseReason: reason }: Pick<StepView, 'kind' | 'pauseReason'>,
  params: { type: CaseType; reference: string; due: string },
): string | null {
  if (kind === 'message') return null
  return reason ? say('thread.paused', { ...params, reason }) : say(`thread.${kind}`, params)
}

function describeScan(
  locale: Locale,
  { scan, threat }: Pick<AttachmentView, 'scan' | 'threat'>,
): AttachmentWords['scan'] {
  if (scan === 'clean') return null
  const say = translator(locale, 'complaints.desk.scan')
  return { text: say(scan, { threat: threat ?? '' }), isBad: scan === 'infected' }
}
