import {
  type CopiesView,
  type CopyFault,
  type CopyPart,
  type CopyView,
  copyParts,
} from '#domain/copies/schema.ts'
import type { Locale } from '#policy/locale.ts'
import {
  atTime,
  clockTime,
  fileSize,
  longDate,
  moment,
  nearDate,
  number,
  preciseTime,
  quoted,
  shortDate,
} from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { type SystemsWords, systemsWords } from './copy-systems.ts'

/** The state of a copy as its page tells it: a ready one whose downloads are gone is *used up*. */
type ShownState = CopyView['state'] | 'used-up'

interface CopyLineWords {
  id: string
  title: string
  parts: string
  state: { is: 'done' | 'wait' | 'off' | 'bad'; text: string }
}

/** The page on which a copy is asked for. */
export interface CopiesWords {
  terms: string
  /** Why no copy can be asked for now. */
  wait: string | null
  /** The copy that is being made. */
  making: string | null
  parts: PartWords[]
  copies: CopyLineWords[]
}

export interface PartWords {
  id: CopyPart
  title: string
  contents: string
}

export function describeCopies(locale: Locale, view: CopiesView, now: Date): CopiesWords {
  const say = translator(locale, 'copies')
  const { copies, nextAt, terms } = view
  return {
    terms: say('ask.terms', { days: terms.days, downloads: terms.downloads }),
    wait:
      nextAt &&
      say('ask.wait', {
        from: say('ask.from', { date: nearDate(locale, nextAt, now, 'since'), time: clockTime(nextAt) }),
        hours: terms.hours,
      }),
    making: copies.find(({ state }) => state === 'making')?.id ?? null,
    parts: partWords(locale),
    copies: copies.map((copy) => ({
      id: copy.id,
      title: say('earlier.of', { when: onMoment(locale, copy.askedAt, now) }),
      parts: partsSentence(say, copy),
      state: stateWords(say, copy),
    })),
  }
}

export const partWords = (locale: Locale): PartWords[] => {
  const say = translator(locale, 'copies')
  return copyParts.map((id) => ({ id, title: say(`part.${id}`), contents: say(`contents.${id}`) }))
}

const partsSentence = (say: Say<'copies'>, { whole, parts: chosen }: CopyView): string =>
  whole
    ? say('earlier.whole')
    : say('earlier.some', { parts: chosen.map((part) => say(`part.${part}`)).join(', ') })

const stateOf = ({ state, downloadsLeft }: CopyView): ShownState =>
  state === 'ready' && downloadsLeft === 0 ? 'used-up' : state

const marks: Record<ShownState, CopyLineWords['state']['is']> = {
  making: 'wait',
  ready: 'done',
  'used-up': 'off',
  failed: 'bad',
  stopped: 'off',
  erased: 'off',
}
const stateWords = (say: Say<'copies'>, copy: CopyView): CopyLineWords['state'] => {
  const state = stateOf(copy)
  return { is: marks[state], text: say(`state.${state}`) }
}

/** The page of one copy. */
export interface CopyWords {
  state: ShownState
  title: string
  lede: string
  parts: string
  /** Those of the copy. */
  contents: PartWords[]
  progress: ProgressWords | null
  /** The systems that were asked for their records; null where none was. */
  systems: SystemsWords | null
  download: DownloadWords | null
  /** The hash of the file in groups of four, as it is read out. */
  hash: string | null
  story: { iso: string; when: string; what: string; doubtable: boolean }[]
}

export interface ProgressWords {
  percent: number
  made: number
  total: number
  meter: string
  of: string
  left: string
  step: string
  beat: string
  /** Set after an attempt that failed. */
  again: string | null
}

export interface DownloadWords {
  days: number
  unit: string
  until: string
  passed: number
  of: number
  clock: string
  start: string
  end: string
  file: string
  left: string
  note: string
}

export function describeCopy(locale: Locale, view: CopyView, now: Date): CopyWords {
  const say = translator(locale, 'copies')
  const state = stateOf(view)
  return {
    state,
    title: say(`copy.title-${state}`),
    lede: ledeOf(say, locale, view, now),
    parts: partsSentence(say, view),
    contents: partWords(locale).filter(({ id }) => view.parts.includes(id)),
    progress: progressWords(say, locale, view),
    systems: systemsWords(locale, view),
    download: view.open ? downloadWords(say, locale, view, now) : null,
    hash: view.state === 'ready' ? (view.hash?.replace(/(.{4})(?=.)/g, '$1 ') ?? null) : null,
    story: storyOf(say, locale, view, now),
  }
}

function ledeOf(say: Say<'copies'>, locale: Locale, view: CopyView, now: Date): string {
  const state = stateOf(view)
  const when = view.endedAt ? onMoment(locale, view.endedAt, now) : ''
  if (state === 'making') return say('copy.lede-making')
  if (state === 'ready') return ''
  if (state === 'used-up') return say('copy.lede-used-up', { downloads: view.downloads.length })
  if (state === 'failed')
    return say('copy.lede-failed', { step: stepName(say, locale, view), why: whyOf(say, view.fault) })
  return say(`copy.lede-${state}`, { when })
}

const whyOf = (say: Say<'copies'>, fault: CopyFault | null): string => say(`why.${fault ?? 'fault'}`)

function stepName(say: Say<'copies'>, locale: Locale, { step }: Pick<CopyView, 'step'>): string {
  const part = copyParts.find((one) => one === step)
  return part ? quoted(locale, say(`part.${part}`)) : say.dynamic(`step.${step}`)
}

function progressWords(say: Say<'copies'>, locale: Locale, view: CopyView): ProgressWords | null {
  if (!view.progress) return null
  const { percent, made, total, secondsLeft, beatAt, againAt } = view.progress
  const counts = { made: number(locale, made), total: number(locale, total) }
  const minutes = Math.ceil((secondsLeft ?? 0) / 60)
  const left = minutes > 1 ? say('progress.left-minutes', { minutes }) : say('progress.left-seconds')
  const step = stepName(say, locale, view)
  const unbegun = view.step === 'systems' ? 'systems.then' : 'progress.waiting'
  return {
    percent,
    made,
    total,
    // Read aloud: digits without spaces between them.
    meter: say('progress.meter', { made: String(made), total: String(total) }),
    of: view.step === 'systems' ? '' : say('progress.of', counts),
    left: secondsLeft === null ? '' : left,
    step: say('progress.step', { step }),
    beat: beatAt ? say('progress.beat', { time: preciseTime(beatAt) }) : say(unbegun),
    again: againAt
      ? say('progress.again', { why: whyOf(say, view.fault), step, time: atTime(locale, againAt) })
      : null,
  }
}

const dayMs = 24 * 60 * 60 * 1000

function downloadWords(
  say: Say<'copies'>,
  locale: Locale,
  { readyAt, keptUntil, bytes, downloads, downloadsLeft }: CopyView,
  now: Date,
): DownloadWords | null {
  if (!readyAt || !keptUntil || bytes === null) return null
  const of = Math.round((keptUntil.getTime() - readyAt.getTime()) / dayMs)
  const passed = Math.floor((now.getTime() - readyAt.getTime()) / dayMs)
  const days = of - passed
  const on = { date: longDate(locale, keptUntil, 'on'), time: atTime(locale, keptUntil) }
  const unit = say('download.days', { days })
  return {
    days,
    unit,
    until: say('download.until', on),
    passed,
    of,
    clock: `${days} ${unit}. ${say('download.until', on)}`,
    start: `${shortDate(locale, readyAt)}, ${clockTime(readyAt)}`,
    end: `${shortDate(locale, keptUntil)}, ${clockTime(keptUntil)}`,
    file: say('download.file', { size: fileSize(locale, bytes) }),
    left: say('download.left', { all: downloads.length + downloadsLeft, left: downloadsLeft }),
    note: say('download.note', { days: of }),
  }
}

/** What happened to the copy, newest first. */
function storyOf(say: Say<'copies'>, locale: Locale, view: CopyView, now: Date): CopyWords['story'] {
  const told = (at: Date | null, what: string, doubtable = false) =>
    at ? [{ iso: at.toISOString(), when: moment(locale, at, now), what, doubtable }] : []
  const end = view.state === 'stopped' ? 'who.stopped' : view.state === 'failed' ? 'who.failed' : 'who.ended'
  return [
    ...told(view.endedAt, say(end)),
    ...view.downloads
      .toReversed()
      .flatMap(({ at, number: nth, device }) =>
        told(at, say('who.downloaded', { number: nth, device: device || '' }).trim(), true),
      ),
    ...told(view.readyAt, say('who.ready')),
    ...told(view.askedAt, say('who.asked')),
  ]
}

/** A moment inside a sentence: «9 желтоқсанда, 14:23-те», «9 декабря в 14:23», «9 December at 14:23». */
const onMoment = (locale: Locale, when: Date, now: Date): string =>
  `${nearDate(locale, when, now, 'on')}${locale === 'kk' ? ',' : ''} ${atTime(locale, when)}`
