import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { visitorContext } from '#api/session/visitor.ts'
import { PublicPage } from '#app/public-page.tsx'
import { Ledger, LedgerEntry } from '#components/ui/ledger.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Empty, Part } from '#components/ui/part.tsx'
import { Note } from '#components/ui/text.tsx'
import { Said } from '#components/ui/thread.tsx'
import { listDemoMessages } from '#domain/messages/list-demo-messages.ts'
import { workerContext } from '#domain/worker-context.ts'
import { moment } from '#i18n/format.ts'
import { type MessageText, messageText } from '#i18n/message-text.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { services } from '#services'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'account.sign-in')('inbox.title') }
}

/** The messages that would have been sent to customers. The page exists only in the demo. */
export default async function DemoInbox() {
  const at = await services()
  if (!at.config.ARQAU_DEMO) notFound()
  const ctx = await visitorContext()
  const say = translator(ctx.locale, 'account.sign-in.inbox')
  const messages = await listDemoMessages(workerContext(at, ctx.requestId))
  return (
    <PublicPage>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
        <p>
          <Link href="/sign-in">{say('back')}</Link>
        </p>
      </PageHead>
      <Part heading={say('messages')}>
        {messages.length === 0 ? (
          <Empty>{say('empty')}</Empty>
        ) : (
          <Ledger>
            {messages.map((message) => (
              <InboxEntry
                key={message.id}
                when={moment(ctx.locale, message.at, ctx.now)}
                dateTime={message.at.toISOString()}
                to={`${say(`channel.${message.channel}`)} · ${message.to}`}
                locale={message.locale}
                {...messageText(message, at.config.PUBLIC_URL)}
              />
            ))}
          </Ledger>
        )}
      </Part>
    </PublicPage>
  )
}

interface InboxEntryProps extends MessageText {
  when: string
  dateTime: string
  /** The channel of a message, and its number or address. */
  to: string
  locale: string
}

/** Shows a text message as its sentence, and an e-mail as its subject with the text below. */
function InboxEntry({ when, dateTime, to, locale, subject, text }: InboxEntryProps) {
  const under = (
    <>
      {subject && (
        <Said>
          <span lang={locale} className="whitespace-pre-line wrap-anywhere">
            {text}
          </span>
        </Said>
      )}
      <Note className="wrap-anywhere">{to}</Note>
    </>
  )
  return (
    <LedgerEntry when={when} dateTime={dateTime} state={under}>
      <span lang={locale}>{subject ?? text}</span>
    </LedgerEntry>
  )
}
