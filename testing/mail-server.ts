import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { freePort } from './free-port.ts'

/** A mail as a real server on localhost took it. */
export interface ReceivedMail {
  from: string
  to: string[]
  /** Whether it came over TLS. */
  secure: boolean
  /** By name in small letters, unfolded. */
  headers: Map<string, string>
  subject: string
  text: string
}
/** Answers a step of the conversation with a code of RFC 5321, instead of taking it. */
export interface Refusal {
  at: 'recipient' | 'data'
  code: number
}
export interface MailServer {
  port: number
  mails: ReceivedMail[]
  /** How often a name and password were shown to it. */
  logins: number
  /** What it answers from now on; null takes everything. */
  refuse(refusal: Refusal | null): void
  stop(): Promise<void>
}

/** An SMTP server on localhost. It has the package's certificate, which nobody vouches for. */
export async function startMailServer(options: SMTPServerOptions = {}, onPort?: number): Promise<MailServer> {
  let refusal: Refusal | null = null
  const refusedAt = (step: Refusal['at']) =>
    refusal?.at === step ? Object.assign(new Error('no'), { responseCode: refusal.code }) : null
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    ...options,
    onAuth: (auth, _session, done) => {
      at.logins += 1
      done(null, { user: auth.username })
    },
    onRcptTo: (_address, _session, done) => done(refusedAt('recipient')),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const error = refusedAt('data')
        const { mailFrom, rcptTo } = session.envelope
        if (!error)
          at.mails.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            secure: session.secure,
            ...readMail(Buffer.concat(chunks).toString('utf8')),
          })
        done(error)
      })
    },
  })
  // A client that breaks off is what some tests are about.
  server.on('error', () => {})
  const port = onPort ?? (await freePort())
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const at: MailServer = {
    port,
    mails: [],
    logins: 0,
    refuse: (next) => {
      refusal = next
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return at
}

/** Takes a plain-text mail apart as its reader's program would (RFC 5322, 2045, 2047). */
function readMail(raw: string): Pick<ReceivedMail, 'headers' | 'subject' | 'text'> {
  const end = raw.indexOf('\r\n\r\n')
  const unfolded = raw.slice(0, end).replace(/\r\n(?=[ \t])/g, '')
  const headers = new Map(
    unfolded.split('\r\n').map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const body = raw.slice(end + 4)
  const encoding = headers.get('content-transfer-encoding')
  const bytes = encoding === 'base64' ? Buffer.from(body, 'base64') : quotedPrintable(body)
  return { headers, subject: decoded(headers.get('subject') ?? ''), text: bytes.toString('utf8').trimEnd() }
}

/** A header as it is shown (RFC 2047). */
export const decoded = (header: string) =>
  header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?(b|q)\?([^?]*)\?=/gi, (_, way: string, text: string) =>
      (way.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64')
        : quotedPrintable(text.replaceAll('_', ' '))
      ).toString('utf8'),
    )

const quotedPrintable = (text: string) =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
