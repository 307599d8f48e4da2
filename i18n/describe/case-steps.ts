import type { AttachmentView, CaseSummary, CaseType, StepView } from '#domain/cases/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { fileSize, moment, nearDate } from '../format.ts'
import { type Say, translator } from '../translator.ts'

/** A step of a case in words. */
export interface StepWords {
  number: number
  label: string
  dateTime: string
  /** What happened; null for a message, which speaks for itself. */
  what: string | null
  mine: boolean
  text: string | null
  attachments: AttachmentWords[]
}

/** A file that was sent. */
export interface AttachmentWords {
  id: string
  name: string
  size: string
  opens: boolean
  /** What came of its scan; null when there is nothing to say. */
  scan: { text: string; isBad: boolean } | null
}

/** A step in words for the customer. */
export function describeStep(
  locale: Locale,
  step: StepView,
  view: Pick<CaseSummary, 'reference' | 'channel' | 'receivedAt'> & {
    type: CaseType
    can: { write: boolean }
  },
  now: Date,
): StepWords {
  const say = translator(locale, 'complaints')
  const { type, reference, can } = view
  const { kind, side } = step
  const due = step.dueOn ? nearDate(locale, step.dueOn, now, 'until') : ''
  const received = kind === 'received' && describeReceipt(locale, view, now)
  return {
    number: step.number,
    label: say('thread.label', { time: moment(locale, step.at, now), who: say(`thread.${side}`) }),
    dateTime: step.at.toISOString(),
    what: received || whatOf(say, step, { type, reference, due }),
    mine: side === 'customer',
    text: step.text,
    attachments: step.attachments.map((file) => ({
      ...describeAttachment(locale, file),
      opens: file.opens,
      scan: describeScan(locale, file, can.write),
    })),
  }
}

function whatOf(
  say: Say<'complaints'>,
  { kind, pauseReason: reason }: Pick<StepView, 'kind' | 'pauseReason'>,
  params: { type: CaseType; reference: string; due: string },
): string | null {
  if (kind === 'message') return null
  return reason ? say('thread.paused', { ...params, reason }) : say(`thread.${kind}`, params)
}

/** How a case reached the bank that did not come through the portal; null for one that did. */
export function describeReceipt(
  locale: Locale,
  { channel, receivedAt }: Pick<CaseSummary, 'channel' | 'receivedAt'>,
  now: Date,
): string | null {
  const say = translator(locale, 'complaints')
  if (channel === 'portal') return null
  const date = nearDate(locale, receivedAt, now, 'on')
  return say('thread.received-by', { date, channel: say(`channel.${channel}`) })
}

/** A scan for the customer, who has nothing to do with a scanner that is not there. */
function describeScan(
  locale: Locale,
  { scan }: Pick<AttachmentView, 'scan'>,
  mayWrite: boolean,
): AttachmentWords['scan'] {
  const say = translator(locale, 'complaints.files.scan')
  if (scan === 'waiting') return { text: say('waiting'), isBad: false }
  if (scan !== 'infected') return null
  return { text: [say('infected'), mayWrite && say('another')].filter(Boolean).join(' '), isBad: true }
}

export const describeAttachment = (
  locale: Locale,
  { id, name, bytes }: Pick<AttachmentView, 'id' | 'name' | 'bytes'>,
) => ({ id, name, size: fileSize(locale, bytes) })
