'use client'

import { useEffect, useId, useRef, useState } from 'react'
import { buttonClass } from '../ui/button.tsx'

export interface SessionOverWords {
  title: string
  text: string
  enter: string
  /** The address of the sign-in. */
  at: '/sign-in' | '/staff/sign-in'
}

/**
 * Covers the whole page, since the session is over, and offers the sign-in that leads back to it. Nothing closes it but a
 * valid session: what was typed beneath stays as it is.
 */
export function SessionOver({ open, words }: { open: boolean; words: SessionOverWords }) {
  const cover = useRef<HTMLDialogElement>(null)
  const [back, setBack] = useState('')
  const titleId = useId()
  useEffect(() => {
    setBack(location.pathname + location.search)
    if (open) cover.current?.showModal()
    else cover.current?.close()
  }, [open])
  return (
    <dialog
      ref={cover}
      className="cover"
      aria-labelledby={titleId}
      onCancel={(event) => event.preventDefault()}
      onClose={() => open && cover.current?.showModal()}
    >
      {open && (
        <div>
          <h2 id={titleId}>{words.title}</h2>
          <p>{words.text}</p>
          <p>
            <a className={buttonClass('main')} href={`${words.at}?${new URLSearchParams({ back })}`}>
              {words.enter}
            </a>
          </p>
        </div>
      )}
    </dialog>
  )
}
