import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import type { PreviewLabels } from './text-preview.tsx'

/** The agent's words around what the customer would read. */
export async function previewLabels(): Promise<PreviewLabels> {
  const say = translator(await readerLocale(), 'complaints.desk')
  const noteIn = (locale: Locale) => say('preview.note', { language: say(`answer.in.${locale}`) })
  return {
    title: say('preview.title'),
    notes: { kk: noteIn('kk'), ru: noteIn('ru'), en: noteIn('en') },
    sms: say('preview.sms'),
    mail: say('preview.mail'),
    page: say('preview.page'),
    rule: say('preview.rule'),
    send: say('preview.send'),
    edit: say('preview.edit'),
  }
}
