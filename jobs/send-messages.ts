import type { Config } from '#config'
import type { MessageChannel } from '#domain/messages/schema.ts'
import { GivenBack, type Sender, sendDueMessages } from '#domain/messages/send-due-messages.ts'
import { mailSender, mailServer } from '#gateways/mail.ts'
import { gatewaySender } from '#gateways/sms.ts'
import { log } from '#log'
import { Abandoned, unlessAbandoned } from './abandon.ts'
import type { Job } from './job.ts'

/** Each channel has a job of its own, so that codes by SMS do not wait for a slow mail server. */
export const sendTexts: Job = (ctx, { config }, _, abandoning) =>
  send(ctx, 'sms', textSender(config), abandoning)

export const sendMails: Job = (ctx, { config }, _, abandoning) =>
  send(ctx, 'email', emailSender(config), abandoning)

const send = (
  ctx: Parameters<Job>[0],
  channel: MessageChannel,
  sender: Sender | null,
  abandoning: AbortSignal | undefined,
) => sendDueMessages(ctx, channel, sender && givenBack(told(channel, sender), abandoning))

/** Gives back what has no answer yet when the worker has to end. */
const givenBack = (sender: Sender, abandoning: AbortSignal | undefined): Sender => ({
  ...sender,
  send: (message) =>
    unlessAbandoned(sender.send(message), abandoning).catch((error: unknown) => {
      throw error instanceof Abandoned ? new GivenBack() : error
    }),
})

/** Without a gateway or mail server the demo keeps the texts and shows them in `/demo/inbox`. */
const inbox: Sender = { keepsText: true, send: async () => {} }

function textSender({ SMS_GATEWAY_URL: url, SMS_GATEWAY_TOKEN: token, PUBLIC_URL }: Config): Sender {
  return url ? gatewaySender({ url, ...(token && { token }) }, PUBLIC_URL) : inbox
}

/** @returns null when no mail server is set; e-mails are void then. */
function emailSender(config: Config): Sender | null {
  const { SMTP_URL, SMTP_FROM, PUBLIC_URL, ARQAU_DEMO } = config
  if (SMTP_URL && SMTP_FROM) return mailSender(mailServer(SMTP_URL), SMTP_FROM, PUBLIC_URL)
  return ARQAU_DEMO ? inbox : null
}

/** Logs what was not accepted, by codes only: a server's answer may repeat the address. */
function told(channel: MessageChannel, sender: Sender): Sender {
  return {
    ...sender,
    send: (message) =>
      sender.send(message).catch((error: unknown) => {
        log.warn({ message: message.id, channel, ...codes(error) }, 'a message was not accepted')
        throw error
      }),
  }
}

function codes(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return {}
  const code = 'code' in error ? error.code : undefined
  const answered = 'responseCode' in error ? error.responseCode : undefined
  return { error: error.name, code, answered, ...(error.cause instanceof Error && codes(error.cause)) }
}
