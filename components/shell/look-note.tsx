import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Notice } from '../ui/notice.tsx'
import { lookNoteId } from './look-note-id.ts'
import { inLook } from './portal-link.tsx'

/** Says in a look whose page it is, why nothing on it can be used, and that the look is logged. */
export async function LookNote() {
  if (!inLook()) return null
  const say = translator(await readerLocale(), 'looks.view')
  return (
    <Notice tone="warn">
      <p id={lookNoteId}>{say('note')}</p>
    </Notice>
  )
}
