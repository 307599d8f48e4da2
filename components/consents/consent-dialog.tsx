'use client'

import type { ConsentRow } from '#i18n/describe/consents.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Actions } from '../ui/part.tsx'

interface Props {
  /** The consent that is being switched on; null while the dialog is closed. */
  row: ConsentRow | null
  words: Record<'yes' | 'no', string>
  onYes: (row: ConsentRow) => void
  onClose: () => void
}

/** Asks the customer to confirm what the consent says about other people's data. */
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
