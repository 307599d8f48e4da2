import type { Flow, FlowPath } from '#domain/recipients/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { lowerFirst } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { listed } from './recipients.ts'

/** A node of the picture: its title, and the note under it. */
export interface NodeWords {
  id: string
  title: string
  sub: string | null
}

export interface RecipientNodeWords extends NodeWords {
  state: 'flows' | 'stopped' | 'kept'
  abroad: boolean
}

/** A row of the table that says the same as the picture. */
export interface PathWords {
  key: string
  recipient: string
  source: string
  data: string
  purpose: string
  basis: string
}

/** The flow in words, for the picture and the table. */
export interface FlowWords {
  sources: NodeWords[]
  purposes: NodeWords[]
  recipients: RecipientNodeWords[]
  paths: PathWords[]
  /** The followed recipient and what it receives; null where none is followed. */
  followed: string | null
  /** The legend of the picture. */
  legend: string
}

/**
 * @param bank the id of the node where data end that go to no one.
 * @param hot the recipient whose path is followed.
 */
export function describeFlow(locale: Locale, flow: Flow, bank: string, hot: string | null): FlowWords {
  const say = translator(locale, 'recipients')
  const recipients: RecipientNodeWords[] = flow.recipients.map(({ id, title, short, stopped, abroad }) => ({
    id,
    title,
    sub: [short, ...(abroad.length === 1 ? abroad : []), ...(stopped ? [say('flow.off')] : [])].join(' · '),
    state: stopped ? 'stopped' : 'flows',
    abroad: abroad.length > 0,
  }))
  const kept = {
    id: bank,
    title: say('flow.bank'),
    sub: say('flow.bank-short'),
    state: 'kept',
    abroad: false,
  } as const
  return {
    sources: flow.sources.map(({ id, title, count }) => ({ id, title, sub: say('flow.count', { count }) })),
    purposes: flow.purposes.map(({ id, title }) => ({ id, title, sub: null })),
    recipients: flow.kept ? [...recipients, kept] : recipients,
    paths: [...flow.recipients.map((one) => one.id), null].flatMap((id) =>
      flow.paths.filter((path) => path.recipient === id).map((path) => pathWords(say, flow, path)),
    ),
    followed: followedWords(say, flow, hot),
    legend: legend(say, flow),
  }
}

function pathWords(say: Say<'recipients'>, flow: Flow, path: FlowPath): PathWords {
  const { source, purpose, recipient, basis, consent, stopped, fields } = path
  const title = consent === null ? null : (flow.titles.consents[consent] ?? null)
  const to = flow.recipients.find((one) => one.id === recipient)
  return {
    key: [source, purpose, recipient, basis, consent].join('>'),
    recipient: to ? [to.title, ...(to.abroad.length === 1 ? to.abroad : [])].join(', ') : say('flow.bank'),
    source: flow.sources.find((one) => one.id === source)?.title ?? '',
    data: listed(fields.map((field) => flow.titles.fields[field] ?? '')),
    purpose: flow.purposes.find((one) => one.id === purpose)?.title ?? '',
    basis:
      title === null
        ? flow.titles.bases[basis]
        : say(stopped ? 'flow.by-consent-off' : 'flow.by-consent', { title }),
  }
}

function followedWords(
  say: Say<'recipients'>,
  { recipients, paths, titles }: Flow,
  hot: string | null,
): string | null {
  const followed = recipients.find((one) => one.id === hot)
  if (!followed) return null
  const own = paths.filter((path) => path.recipient === hot && (followed.stopped || !path.stopped))
  const fields = [...new Set(own.flatMap((path) => path.fields))]
  const data = lowerFirst(listed(fields.map((field) => titles.fields[field] ?? '')))
  return say(followed.stopped ? 'flow.followed-off' : 'flow.followed', { recipient: followed.title, data })
}

function legend(say: Say<'recipients'>, { recipients, paths }: Flow): string {
  const cut = paths.some((path) => path.stopped) ? [say('flow.cut')] : []
  const abroad = recipients.some((one) => one.abroad.length > 0) ? [say('flow.abroad')] : []
  return [say('flow.threads'), ...cut, ...abroad].join(' ')
}
