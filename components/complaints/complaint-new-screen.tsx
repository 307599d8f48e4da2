import Link from 'next/link'
import type { ComplaintFormView, ComplaintKind } from '#domain/complaints/schema.ts'
import type { ComplaintFormWords } from '#i18n/describe/complaints.ts'
import { number } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { caseFileWords } from '../cases/case-file-words.tsx'
import { QueryProvider } from '../shell/query-provider.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Part } from '../ui/part.tsx'
import { Label, Prose } from '../ui/text.tsx'
import { ComplaintForm } from './complaint-form.tsx'
import { ComplaintPhones } from './complaint-phones.tsx'

interface Props {
  /** The action of the form, which works without script. */
  file: FormAction
  /** The address of the page, without script. */
  at: string
  /** The key of the request where no script makes one, and the mark of the customer. */
  requestKey: string
  owner: string
  form: ComplaintFormView
  words: ComplaintFormWords
  kind: ComplaintKind
  /** What the complaint is about as `kind:id`, when the customer came from there. */
  about: string | null
}

/**
 * The page for a new complaint, or for an objection to a decision of a program. When the account was used by someone else,
 * the bank's phone numbers come first.
 */
export async function ComplaintNewScreen({ file, at, requestKey, owner, form, words, kind, about }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'complaints')
  const { limits } = form
  const { objection } = words
  const said = (key: 'title' | 'intro' | 'text' | 'send' | 'sending') =>
    say(objection ? `objection.${key}` : `new.${key}`)
  return (
    <>
      <PageHead
        title={said('title')}
        above={
          <Label>
            <Link href="/complaints" prefetch={false}>
              {say('title')}
            </Link>
          </Label>
        }
      >
        <p>{said('intro')}</p>
      </PageHead>
      <Part heading={objection ? say('objection.decision') : say('new.kind')}>
        <QueryProvider>
          <ComplaintForm
            key={owner}
            action={file}
            at={at}
            requestKey={requestKey}
            owner={owner}
            kind={kind}
            about={about}
            objection={objection}
            limits={limits}
            files={caseFileWords(locale, limits)}
            choices={words.choices}
            callFirst={
              <Notice tone="refuse" title={say('new.call-first')}>
                <ComplaintPhones operator={form.operator} />
                <p>{say('new.call-why')}</p>
              </Notice>
            }
            words={{
              kind: say('new.kind'),
              ordinary: say('new.ordinary'),
              unauthorisedUse: say('new.unauthorised-use'),
              about: say('new.about'),
              aboutHint: say('new.about-hint'),
              aboutNone: say('new.about-none'),
              seek: say('new.seek'),
              find: say('new.find'),
              found: say('new.found'),
              notFound: say('new.not-found'),
              text: said('text'),
              textHint: say('new.text-hint', { max: number(locale, limits.characters) }),
              send: said('send'),
              sending: said('sending'),
              restored: say('unsent.restored'),
              unreached: say('new.unreached'),
              noNetwork: say('unsent.no-network'),
              notSent: say('unsent.not-sent', { send: said('send') }),
            }}
          />
        </QueryProvider>
      </Part>
      <Part heading={say('new.then')}>
        <Prose>
          <p>{say('new.then-number')}</p>
          <p>{words.answer}</p>
          <p>{say('new.then-way')}</p>
        </Prose>
      </Part>
    </>
  )
}
