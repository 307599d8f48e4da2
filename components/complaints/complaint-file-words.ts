import { getTranslations } from 'next-intl/server'
import type { AttachmentLimits } from '#domain/complaints/schema.ts'
import { fileSize } from '#i18n/format.ts'
import type { Locale } from '#policy/locale.ts'

/** The words of the files of a form, for the browser; in `removeLabel`, `%` stands for the file's name. */
export async function complaintFileWords(locale: Locale, limits: AttachmentLimits) {
  const [say, errors, common] = await Promise.all([
    getTranslations('complaints.files'),
    getTranslations('errors.attachment'),
    getTranslations('common'),
  ])
  return {
    title: say('title'),
    add: say('add'),
    rule: say('rule', { files: limits.files, size: fileSize(locale, limits.bytes) }),
    uploading: say('uploading'),
    wait: say('wait'),
    remove: say('remove'),
    removeLabel: say('remove-label'),
    tooLarge: errors('too-large'),
    tooMany: errors('too-many'),
    offline: common('offline'),
  }
}

export type ComplaintFileWords = Awaited<ReturnType<typeof complaintFileWords>>
