'use client'

import type { ConsentRow } from '#i18n/describe/consents.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Actions } from '../ui/part.tsx'

interface Props {
  /** The consent to be switched on; null while nothing is asked. */
  row: ConsentRow | null
  words: Record<'yes' | 'no', string>
  onYes: (row: ConsentRow) => void
  onClose: () => void
}

/** Asks what must be confirmed about other people's data, in the words that are confirmed. */
export function ConsentDialog({ row, words, onYes, onClose }: Props) {
  const confirm = () => {
    if (row) onYes(row)
    onClose()
  }
  return (
    <Dialog open={row !== null} title={row?.title} onClose={onClose}>
      <p>{row?.confirmation}</p>
      <Actions>
        <Button onClick={onClose}>{words.no}</Button>
        <Button onClick={confirm}>{words.yes}</Button>
      </Actions>
    </Dialog>
  )
}
