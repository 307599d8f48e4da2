import { createTransport } from 'nodemailer'
import { type Sender, Undeliverable } from '#domain/messages/send-due-messages.ts'
import { messageText } from '#i18n/message-text.ts'

/** What is told to nodemailer of a mail server. */
export interface MailServer {
  host: string
  port: number
  secure: boolean
  requireTLS: boolean
  ignoreTLS: boolean
  auth?: { user: string; pass: string }
  greetingTimeout?: number
  tls?: { rejectUnauthorized: boolean }
}
const stepMs = 10_000

/**
 * The mail server that `SMTP_URL` names. `smtps:` means TLS from the first byte; for `smtp:` the server must offer
 * STARTTLS (RFC 3207), unless it is on this machine. Nothing in the address can switch that off.
 */
export function mailServer(address: string): MailServer {
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
 * The name and the address of a sender apart. Written as one text, a colon, a semicolon or brackets in the name would mean
 * a group of addresses or a comment (RFC 5322, sections 3.4 and 3.2.2).
 * @param from `SMTP_FROM`; quotes around the name are not part of it.
 */
export function readSender(from: string): { name: string; address: string } {
  const [, written = '', address = from] = /^([^<]*)<([^>]*)>$/.exec(from) ?? []
  const quoted = /^"(.*)"$/.exec(written.trim())?.[1]
  return { name: quoted?.replace(/\\(.)/g, '$1') ?? written.trim(), address }
}

/**
 * Sends e-mails as plain text. The `Message-ID` is made from the message's id, so a mail server can recognise a repeat.
 * @param from `SMTP_FROM`; also the address to which undeliverable mail returns.
 * @param portal the portal's address, for the texts.
 */
export function mailSender(server: MailServer, from: string, portal: string): Sender {
  const transport = createTransport({
    dnsTimeout: stepMs,
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    ...server,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const sender = readSender(from)
  const domain = sender.address.slice(sender.address.indexOf('@') + 1)
  return {
    keepsText: false,
    send: async (message) => {
      const { subject, text } = messageText(message, portal)
      await transport
        .sendMail({
          from: sender,
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
