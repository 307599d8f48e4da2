'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useActionState, useState } from 'react'
import { client, refusalIn, sentenceFor } from '#api/portal/client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Hidden, Refused } from '../ui/form.tsx'
import { type FormAction, untouched, wrongWith } from '../ui/form-state.ts'
import { Actions } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'

interface Props {
  /** Takes it back without script. */
  action: FormAction
  complaintId: string
  lastStep: number
  words: Record<
    'question' | 'open' | 'title' | 'text' | 'confirm' | 'cancel' | 'conflict' | 'offline',
    string
  >
}

/** Takes the complaint back, after asking once. */
export function ComplaintWithdraw({ action, complaintId, lastStep, words }: Props) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [state, act] = useActionState(action, untouched)
  const wrong = wrongWith(state)
  const withdraw = useMutation({
    mutationFn: () => client.complaints.withdraw({ complaintId, lastStep }),
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
    // The button that opened the dialog goes with the complaint.
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
      <noscript>
        <form action={act} className="mt-6">
          <Hidden values={{ complaint: complaintId, lastStep: String(lastStep) }} />
          <Disclosure summary={`${words.question} ${words.open}`} open={wrong !== undefined}>
            <p>{words.text}</p>
            <Refused>{wrong}</Refused>
            <Actions>
              <Button type="submit">{words.confirm}</Button>
            </Actions>
          </Disclosure>
        </form>
      </noscript>
      <Dialog open={open} title={words.title} onClose={close}>
        <p>{words.text}</p>
        <Refused>
          {withdraw.error && (conflict ? words.conflict : sentenceFor(withdraw.error, words.offline))}
        </Refused>
        <Actions>
          <Button onClick={() => setOpen(false)}>{words.cancel}</Button>
          <Button aria-disabled={withdraw.isPending} onClick={() => !withdraw.isPending && withdraw.mutate()}>
            {words.confirm}
          </Button>
        </Actions>
      </Dialog>
    </>
  )
}
