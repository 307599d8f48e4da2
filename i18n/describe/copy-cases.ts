import type { CaseType } from '#domain/cases/schema.ts'
import type { CopyRecords } from '#domain/copies/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { translator } from '../translator.ts'
import { time } from './copy-time.ts'

type Cell = string | number | null
type CaseRecord = CopyRecords['complaints'] | CopyRecords['requests']

/** A complaint: a row for each message, so that a table of them can be read downwards. */
export const complaintRows = (locale: Locale, record: CopyRecords['complaints']): Cell[][] =>
  record.messages.map((message) => {
    const { head, files, ...cells } = messageCells(locale, 'complaint', record, message)
    return [record.reference, ...head, ...cells.said, files, cells.masked]
  })

/** A request: as a complaint, and each row says which right it was and what came of it. */
export function requestRows(locale: Locale, record: CopyRecords['requests']): Cell[][] {
  const say = translator(locale, 'requests.outcome')
  const { reference, right, outcomes } = record
  const outcome = outcomes
    .map(({ field, outcome, reason }) => {
      const done = `${field ? (field.title ?? field.id) : say('all')}: ${say(outcome)}`
      return reason ? `${done}. ${say('why', reason)}` : done
    })
    .join('; ')
  return record.messages.map((message) => {
    const { head, files, ...cells } = messageCells(locale, 'request', record, message)
    return [reference, right.title, ...head, outcome || null, ...cells.said, files, cells.masked]
  })
}

/** What the rows of both types have in common: of the case, and of the message. */
function messageCells(
  locale: Locale,
  type: CaseType,
  { state, channel, receivedAt, dueOn }: CaseRecord,
  { number, at, side, kind, text, files, masked }: CaseRecord['messages'][number],
) {
  const say = translator(locale, 'copies')
  const cases = translator(locale, 'complaints')
  const step =
    kind === 'message' || kind === 'extended' ? say(kind) : cases.dynamic(`state.${kind}`, { type })
  const came = channel === 'portal' ? say('side.portal') : cases.dynamic(`channel.${channel}`)
  return {
    head: [cases.dynamic(`state.${state}`, { type }), came, time(receivedAt), dueOn],
    said: [number, time(at), say.dynamic(`side.${side}`), step, text],
    files: files.map(({ name, path }) => path ?? say('not-in-copy', { name })).join('; '),
    masked: say(masked ? 'yes' : 'no'),
  }
}
