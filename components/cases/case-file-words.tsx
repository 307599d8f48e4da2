import type { AttachmentLimits } from '#domain/cases/schema.ts'
import { fileSize } from '#i18n/format.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { Icon } from '../ui/icon.tsx'

/** The words of the files of a form, for the browser; in `removeLabel`, `%` stands for the file's name. */
export function caseFileWords(locale: Locale, limits: AttachmentLimits) {
  const say = translator(locale, 'complaints.files')
  const errors = translator(locale, 'errors.attachment')
  const common = translator(locale, 'common')
  return {
    title: say('title'),
    add: say('add'),
    button: (
      <>
        <Icon name="attach" />
        {say('add')}
      </>
    ),
    rule: say('rule', { files: limits.files, size: fileSize(locale, limits.bytes) }),
    uploading: say('uploading'),
    wait: say('wait'),
    remove: say('remove'),
    removeLabel: say('remove-label'),
    again: say('again'),
    tooLarge: errors('too-large'),
    tooMany: errors('too-many'),
    offline: common('offline'),
  }
}

export type CaseFileWords = ReturnType<typeof caseFileWords>
