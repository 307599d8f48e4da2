import Link from 'next/link'
import type { ComplaintKind, ComplaintForm as FormView, Subject } from '#domain/complaints/schema.ts'
import { subjectTitle } from '#i18n/describe/complaints.ts'
import { longDate, number } from '#i18n/format.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { QueryProvider } from '../shell/query-provider.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Part } from '../ui/part.tsx'
import { Label, Prose } from '../ui/text.tsx'
import { complaintFileWords } from './complaint-file-words.ts'
import { ComplaintForm } from './complaint-form.tsx'
import { ComplaintPhones } from './complaint-phones.tsx'

interface Props {
  form: FormView
  locale: Locale
  kind: ComplaintKind
  /** What the complaint is about as `kind:id`, when the customer came from there. */
  about: string | null
}

const groups = ['consents', 'fields', 'recipients'] as const

const optionOf = (subject: Subject, locale: Locale) => ({
  value: `${subject.kind}:${subject.id}`,
  title: subjectTitle(locale, subject),
})

/** A new complaint. Where someone else used the account, the phone lines come before the form. */
export async function ComplaintNewScreen({ form, locale, kind, about }: Props) {
  const say = translator(locale, 'complaints')
  const common = translator(locale, 'common')
  const { amount, dueOn, unit, limits } = form
  return (
    <>
      <PageHead
        title={say('new.title')}
        above={
          <Label>
            <Link href="/complaints" prefetch={false}>
              {say('title')}
            </Link>
          </Label>
        }
      >
        <p>{say('new.intro')}</p>
      </PageHead>
      <Part heading={say('new.kind')}>
        <QueryProvider>
          <ComplaintForm
            kind={kind}
            about={about}
            limits={limits}
            files={await complaintFileWords(locale, limits)}
            subjects={[
              ...(form.look ? [{ title: say('new.looks'), options: [optionOf(form.look, locale)] }] : []),
              ...groups.map((group) => ({
                title: say(`new.${group}`),
                options: form.subjects[group].map((one) => optionOf(one, locale)),
              })),
            ]}
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
              text: say('new.text'),
              textHint: say('new.text-hint', { max: number(locale, limits.characters) }),
              send: say('new.send'),
              offline: common('offline'),
            }}
          />
        </QueryProvider>
      </Part>
      <Part heading={say('new.then')}>
        <Prose>
          <p>{say('new.then-number')}</p>
          <p>{say(`new.then-answer.${unit}`, { date: longDate(locale, dueOn, 'until'), amount })}</p>
          <p>{say('new.then-way')}</p>
        </Prose>
      </Part>
    </>
  )
}
