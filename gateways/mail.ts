import { createTransport } from 'nodemailer'
import type SMTPTransport from 'nodemailer/lib/smtp-transport'
import { type Sender, Undeliverable } from '#domain/messages/send-due-messages.ts'
import { messageText } from '#i18n/message-text.ts'

type Server = SMTPTransport.Options
const stepMs = 10_000

/**
 * The mail server that `SMTP_URL` names. `smtps:` means TLS from the first byte; for `smtp:` the server must offer
 * STARTTLS (RFC 3207), unless it is on this machine. Nothing in the address can switch that off.
 */
export function mailServer(address: string): Server {
  const url = new URL(address)
  const secure = url.protocol === 'smtps:'
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  const auth = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !here,
    ignoreTLS: !secure && here,
    ...(url.username && { auth }),
  }
}

/**
 * Sends e-mails as plain text. The `Message-ID` is made from the message's id, so a mail server can recognise a repeat.
 * @param from `SMTP_FROM`; also the address to which undeliverable mail returns.
 * @param portal the portal's address, for the texts.
 */
export function mailSender(server: Server, from: string, portal: string): Sender {
  const transport = createTransport({
    dnsTimeout: stepMs,
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    ...server,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = /@([^\s@>]+)>?$/.exec(from)?.[1]
  return {
    keepsText: false,
    send: async (message) => {
      const { subject, text } = messageText(message, portal)
      await transport
        .sendMail({
          from,
          to: { name: '', address: message.to },
          subject: subject ?? '',
          text,
          messageId: `<${message.id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.locale },
        })
        .catch((error: unknown) => {
          throw refusesRecipient(error)
            ? new Undeliverable('the recipient is refused', { cause: error })
            : error
        })
    },
  }
}

/** Whether the server refused this one address for good (5yz, RFC 5321 section 4.2.1). Any other failure may pass. */
const refusesRecipient = (error: unknown): boolean =>
  error instanceof Error &&
  'command' in error &&
  error.command === 'RCPT TO' &&
  'responseCode' in error &&
  typeof error.responseCode === 'number' &&
  error.responseCode >= 500
