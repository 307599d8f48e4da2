import type { Mark as MarkOf } from '#domain/policies/content-schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Label } from '../ui/text.tsx'

/** Says that what stands before it is an assumption, or differs from the bank's policy; nothing when it is the policy's. */
export async function Mark({ of }: { of: MarkOf }) {
  if (!of) return null
  const say = translator(await readerLocale(), 'policies.marks')
  return (
    <>
      {' '}
      <Label>{say(of)}</Label>
    </>
  )
}
