'use client'

import { type ReactNode, useEffect, useId, useRef } from 'react'

type DialogProps = {
  open: boolean
  title: ReactNode
  /** Called after Esc, after a `method="dialog"` form, and after `open` turned false. */
  onClose: () => void
  children: ReactNode
}

/** A modal dialog. Keep it mounted and change `open`: the browser then returns focus to where it was. */
export function Dialog({ open, title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  )
}
