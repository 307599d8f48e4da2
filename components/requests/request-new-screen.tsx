import type { ReactNode } from 'react'
import type { RequestFormView } from '#domain/requests/schema.ts'
import type { RequestFormWords } from '#i18n/describe/requests.ts'
import { number } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StepUpProvider } from '../account/step-up.tsx'
import { stepUpWords } from '../account/step-up-words.ts'
import { caseFileWords } from '../cases/case-file-words.tsx'
import { PortalLink } from '../shell/portal-link.tsx'
import { QueryProvider } from '../shell/query-provider.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Part } from '../ui/part.tsx'
import { Label, Note, Prose } from '../ui/text.tsx'
import { Term } from '../ui/wish.tsx'
import { DeletionChoice, DeletionCount, DeletionPlan } from './deletion-plan.tsx'
import { ObjectionParts } from './objection-parts.tsx'
import { RequestForm } from './request-form.tsx'

interface Props {
  /** The action of the form, which works without script. */
  file: FormAction
  /** The key of the request where no script makes one, and the mark of the customer. */
  requestKey: string
  owner: string
  form: RequestFormView
  words: RequestFormWords
  /** What the request is about as `kind:id`, when the customer came from there. */
  about: string | null
}

/** The page for a new request of one kind: its right and clock, then the form; an open one of the kind goes first. */
export async function RequestNewScreen({ file, requestKey, owner, form, words, about }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'requests')
  const { right, choices, begun, due, plan } = words
  const narrowed = about !== null
  return (
    <>
      <PageHead
        title={plan ? translator(locale, 'deletions.plan')('title') : right.wish}
        above={
          <Label>
            <PortalLink href="/requests">{say('title')}</PortalLink>
          </Label>
        }
      >
        {plan && <DeletionCount words={plan} narrowed={narrowed} />}
        <p>{right.happens}</p>
        <Note>
          <b>{right.title}.</b> {right.basis}
        </Note>
        <Term {...right.term} />
        {form.open && <OpenAlready open={form.open} />}
      </PageHead>
      {plan && <DeletionPlan words={plan} narrowed={narrowed} />}
      {!form.open && (
        <Part heading={plan ? translator(locale, 'deletions.plan')('choice') : say('new.title')}>
          {plan && <DeletionChoice />}
          <QueryProvider>
            <StepUpProvider words={stepUpWords(locale, null)}>
              <RequestForm
                key={owner}
                action={file}
                requestKey={requestKey}
                owner={owner}
                kind={form.right.kind}
                about={about}
                begun={begun}
                planDigest={form.plan?.digest ?? null}
                needs={form.needs}
                limits={form.limits}
                files={caseFileWords(locale, form.limits)}
                choices={choices}
                words={formWords(locale, form)}
              />
            </StepUpProvider>
          </QueryProvider>
        </Part>
      )}
      {form.objection && <ObjectionParts objection={form.objection} />}
      <Part heading={say('new.then')}>
        <Prose>
          <p>{say('new.then-number')}</p>
          <p>{due}</p>
          <p>{say('new.then-refused')}</p>
        </Prose>
      </Part>
    </>
  )
}

async function OpenAlready({ open: { id, reference } }: { open: NonNullable<RequestFormView['open']> }) {
  const say = translator(await readerLocale(), 'requests')
  const way = (chunks: ReactNode) => <PortalLink href={`/requests/${id}`}>{chunks}</PortalLink>
  return (
    <Notice tone="tell">
      <p>{say.rich('new.open', { reference, way })}</p>
    </Notice>
  )
}

function formWords(
  locale: Parameters<typeof stepUpWords>[0],
  { right: { kind }, needs, limits }: RequestFormView,
) {
  const say = translator(locale, 'requests')
  const cases = translator(locale, 'complaints')
  const send = say('new.send')
  const max = number(locale, limits.characters)
  const asked = `new.text-needed.${kind}`
  return {
    about: say(needs.field ? 'new.about-field' : 'new.about'),
    aboutHint: say(needs.field ? 'new.about-field-hint' : 'new.about-hint'),
    aboutNone: say(needs.field ? 'new.about-field-none' : 'new.about-none'),
    seek: cases('new.seek'),
    find: cases('new.find'),
    found: cases('new.found'),
    notFound: say('new.not-found'),
    document: needs.document ? say('new.document') : null,
    text: needs.text && say.has(asked) ? say(asked) : say('new.text'),
    textHint: say(needs.text ? 'new.text-hint' : 'new.text-optional', { max }),
    send,
    sending: say('new.sending'),
    restored: cases('unsent.restored'),
    unreached: say('new.unreached'),
    noNetwork: cases('unsent.no-network'),
    notSent: cases('unsent.not-sent', { send }),
  }
}
