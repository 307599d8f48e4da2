'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { client, refusalIn, sentenceFor } from '#api/portal/client.ts'
import type { CaseType } from '#domain/cases/schema.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Refused } from '../ui/form.tsx'
import { Actions } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'

interface Props {
  /** The same without script: it takes the place of the button. */
  children: ReactNode
  type: CaseType
  caseId: string
  lastStep: number
  words: Record<
    'question' | 'open' | 'title' | 'text' | 'confirm' | 'confirming' | 'cancel' | 'conflict' | 'offline',
    string
  >
}

/** Takes the case back, after asking once. */
export function CaseWithdraw({ children, type, caseId, lastStep, words }: Props) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const withdraw = useMutation({
    mutationFn: () => client[type === 'request' ? 'requests' : 'complaints'].withdraw({ caseId, lastStep }),
    onSuccess: () => {
      setOpen(false)
      router.refresh()
    },
    onError: (error) => {
      if (refusalIn(error)?.code === 'conflict') router.refresh()
    },
  })
  const conflict = refusalIn(withdraw.error)?.code === 'conflict'
  const close = () => {
    setOpen(false)
    // The button that opened the dialog goes with the case.
    if (withdraw.isSuccess) document.getElementById('main')?.focus()
  }
  return (
    <>
      <Note className="mt-6">
        {words.question}{' '}
        <Button kind="text" onClick={() => setOpen(true)}>
          {words.open}
        </Button>
      </Note>
      {children}
      <Dialog open={open} title={words.title} onClose={close}>
        <p>{words.text}</p>
        <Refused>
          {withdraw.error && (conflict ? words.conflict : sentenceFor(withdraw.error, words.offline))}
        </Refused>
        <Actions>
          <Button onClick={() => setOpen(false)}>{words.cancel}</Button>
          <Button aria-disabled={withdraw.isPending} onClick={() => !withdraw.isPending && withdraw.mutate()}>
            {withdraw.isPending ? words.confirming : words.confirm}
          </Button>
        </Actions>
      </Dialog>
    </>
  )
}
