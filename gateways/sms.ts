import type { Sender } from '#domain/messages/send-due-messages.ts'
import { messageText } from '#i18n/message-text.ts'

/**
 * Posts `{id, to, text}` as JSON to the bank's SMS gateway; any 2xx is acceptance. The id lets the gateway drop a
 * repeat.
 * @param portal the portal's address, for the texts.
 */
export function gatewaySender(gateway: { url: string; token?: string }, portal: string): Sender {
  return {
    keepsText: false,
    send: async (message) => {
      const { text } = messageText(message, portal)
      const answer = await fetch(gateway.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(gateway.token ? { authorization: `Bearer ${gateway.token}` } : {}),
        },
        body: JSON.stringify({ id: message.id, to: message.to, text }),
        signal: AbortSignal.timeout(10_000),
        redirect: 'error',
      })
      if (!answer.ok) throw Object.assign(new Error('the gateway refused'), { responseCode: answer.status })
    },
  }
}
