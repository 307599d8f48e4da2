import type { MessageChannel } from '#domain/messages/schema.ts'
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
 * A message as the customer reads it: what happened and where the portal is, nothing about them.
 * @param portal the portal's address. A text message has room for the host alone.
 * @throws Error for a kind that has no text for the channel.
 */
export function messageText({ kind, channel, locale, params }: Message, portal: string): MessageText {
  const say = translator(isLocale(locale) ? locale : 'kk', 'notices')
  if (!say.has(`${kind}.${channel === 'email' ? 'text' : 'sms'}`))
    throw new Error(`no text for messages of kind ${kind} by ${channel}`)
  const { host, href } = new URL(portal)
  if (channel === 'sms')
    return { subject: null, text: say.dynamic(`${kind}.sms`, { ...params, portal: host }) }
  const parts = [
    say.dynamic(`${kind}.text`, params),
    say('mail.portal', { portal: href }),
    say('mail.closing'),
  ]
  return { subject: say.dynamic(`${kind}.subject`, params), text: parts.join('\n\n') }
}
