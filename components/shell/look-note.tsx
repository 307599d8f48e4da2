import { getTranslations } from '#i18n/translations.ts'
import { Notice } from '../ui/notice.tsx'
import { borrowedNoteId } from './look-links.ts'
import { isBorrowed } from './portal-link.tsx'

/** Says on a borrowed page whose it is, why nothing on it can be used, and that looking is written down. */
export async function BorrowedNote() {
  if (!isBorrowed()) return null
  const say = await getTranslations('looks.view')
  return (
    <Notice tone="warn">
      <p id={borrowedNoteId}>{say('note')}</p>
    </Notice>
  )
}
