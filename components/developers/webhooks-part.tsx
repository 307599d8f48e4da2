import type { ReactNode } from 'react'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Part, Row, Rows } from '../ui/part.tsx'
import { Note, Prose } from '../ui/text.tsx'
import { Carried } from './carried.tsx'
import type { WebhookView } from './document.ts'
import { receiverSample, receiverStart } from './receiver-sample.ts'

/** How events are received, with a receiver that can be run as it is. */
export async function WebhooksPart({ webhooks }: { webhooks: WebhookView[] }) {
  const say = translator(await readerLocale(), 'developers.webhooks')
  const code = (text: ReactNode) => <code>{text}</code>
  return (
    <Part id="webhooks" heading={say('title')} note={say('note')}>
      <Prose>
        <ol>
          <li>{say.rich('live', { code })}</li>
          <li>{say.rich('verify', { code })}</li>
          <li>{say.rich('repeat', { code })}</li>
          <li>
            {say.rich('answer', {
              code,
              applied: '{"status":"applied"}',
              path: 'POST /deliveries/{id}/confirmation',
            })}
          </li>
          <li>{say('again')}</li>
          <li>{say('order')}</li>
        </ol>
      </Prose>
      <h3 className="mt-6">{say('sample')}</h3>
      <Note>{say('sample-note')}</Note>
      <pre className="sample">
        <code>{receiverSample}</code>
      </pre>
      <pre className="sample">
        <code>{receiverStart}</code>
      </pre>
      <Rows>
        {webhooks.map(({ id, summary, body }) => (
          <Row key={id} id={id}>
            <Disclosure summary={<span lang="en">{summary}</span>}>
              <Carried title={say('body')} content={body} />
            </Disclosure>
          </Row>
        ))}
      </Rows>
    </Part>
  )
}
