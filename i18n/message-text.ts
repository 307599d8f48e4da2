import type { MessageChannel } from '#domain/messages/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { casePath } from './case-path.ts'
import { digitDate, longDate } from './format.ts'
import { isLocale } from './locale.ts'
import { translator } from './translator.ts'

interface Message {
  kind: string
  channel: MessageChannel
  locale: string
  params: Record<string, string>
}
export interface MessageText {
  /** An e-mail's; a text message has none. */
  subject: string | null
  text: string
}

/**
 * A message as the customer reads it: what happened and the way to it, nothing about them.
 * @param portal the portal's address. A text message has no room for its `https://`.
 * @throws Error for a kind that has no text for the channel.
 */
export function messageText(message: Message, portal: string): MessageText {
  const { kind, channel } = message
  const locale = isLocale(message.locale) ? message.locale : 'kk'
  const { due, ...named } = message.params
  const params = due === undefined ? named : { ...named, due: dayIn(locale, channel, due) }
  const say = translator(locale, 'notices')
  if (!say.has(`${kind}.${channel === 'email' ? 'text' : 'sms'}`))
    throw new Error(`no text for messages of kind ${kind} by ${channel}`)
  const { host, href } = new URL(pathTo({ kind, channel, params }), portal)
  if (channel === 'sms') {
    const way = href.slice(href.indexOf(host))
    return { subject: null, text: say.dynamic(`${kind}.sms`, { ...params, portal: way }) }
  }
  const parts = [
    say.dynamic(`${kind}.text`, params),
    say('mail.portal', { portal: href }),
    say('mail.closing'),
  ]
  return { subject: say.dynamic(`${kind}.subject`, params), text: parts.join('\n\n') }
}

/** The last day for an answer, as the messages have it. */
function dayIn(locale: Locale, channel: Message['channel'], due: string): string {
  if (due === 'unknown') return due
  return channel === 'sms' ? digitDate(due) : longDate(locale, due, 'since')
}

/**
 * The page of what a message speaks of. A text message cannot hold the id of a look, so it leads to the latest one
 * (`app/(customer)/looks/page.tsx`).
 */
function pathTo({ kind, channel, params: { reference, look } }: Omit<Message, 'locale'>): string {
  if (reference) return casePath(reference)
  if (kind.startsWith('look-')) return look && channel === 'email' ? `/looks/${look}` : '/looks'
  if (kind === 'field-restricted' || kind === 'restriction-lifted') return '/data'
  if (kind.startsWith('copy-')) return '/copies'
  return kind.startsWith('sign-in-') ? '/sign-in' : '/settings'
}
