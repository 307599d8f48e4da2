import 'server-only'
import { headers } from 'next/headers'
import { customerContext } from '#api/session/context.ts'
import { PublicPage } from '#app/public-page.tsx'
import { UnsentScreen } from '#components/cases/unsent-screen.tsx'
import type { FormAction } from '#components/ui/form-state.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'

/** Whether this page answers a form that a browser sent by itself, without script, and its customer is signed out by now. */
export async function isUnsent(): Promise<boolean> {
  const head = await headers()
  const isForm = head.get('content-type')?.startsWith('multipart/form-data') && !head.has('next-action')
  return isForm === true && (await customerContext()) === null
}

/** The page that keeps the words of such a form. @param at the address of the form's own page. */
export async function UnsentPage({ action, at }: { action: FormAction; at: string }) {
  const locale = await readerLocale()
  const say = translator(locale, 'complaints')
  return (
    <PublicPage>
      <UnsentScreen
        action={action}
        at={at}
        enter={
          <a href="/sign-in?back=%2Fcomplaints" target="_blank" rel="noreferrer">
            {say('unsent.enter')}
          </a>
        }
        words={{
          title: translator(locale, 'common')('over.title'),
          text: translator(locale, 'errors')('signed-out-form'),
          label: say('unsent.label'),
          filesLost: say('files.again'),
          send: say('write.send'),
        }}
      />
    </PublicPage>
  )
}
