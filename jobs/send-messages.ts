import type { Config } from '#config'
import type { Sender } from '#domain/identity/send-due-messages.ts'
import { sendDueMessages } from '#domain/identity/send-due-messages.ts'
import { messageText } from '#i18n/message-text.ts'
import type { Job } from './context.ts'

export const sendMessages: Job = (ctx, { config }) => sendDueMessages(ctx, senderOf(config))

/** The demo keeps its messages for `/demo/inbox`; anything else hands them to the bank's SMS gateway. */
function senderOf(config: Config): Sender {
  const gateway = config.SMS_GATEWAY_URL
  return gateway
    ? gatewaySender(gateway, config.SMS_GATEWAY_TOKEN)
    : { keepsText: true, send: async () => {} }
}

/** Posts `{id, to, text}` as JSON; any 2xx is acceptance. The id lets the gateway drop a repeat. */
export function gatewaySender(url: string, token?: string): Sender {
  return {
    keepsText: false,
    send: async (message) => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify({ id: message.id, to: message.to, text: messageText(message) }),
        signal: AbortSignal.timeout(10_000),
        redirect: 'error',
      })
      if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`)
    },
  }
}
