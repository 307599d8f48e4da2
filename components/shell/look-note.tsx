import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Notice } from '../ui/notice.tsx'
import { borrowedNoteId } from './look-links.ts'
import { isBorrowed } from './portal-link.tsx'

/** Says on a borrowed page whose it is, why nothing on it can be used, and that looking is written down. */
export async function BorrowedNote() {
  if (!isBorrowed()) return null
  const say = translator(await readerLocale(), 'looks.view')
  return (
    <Notice tone="warn">
      <p id={borrowedNoteId}>{say('note')}</p>
    </Notice>
  )
}
