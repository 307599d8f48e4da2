'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { client, sentenceFor } from '#api/portal/client.ts'
import { Button } from '../ui/button.tsx'
import { Refused } from '../ui/form.tsx'
import { Actions } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'

interface Props {
  copyId: string
  words: Record<'note' | 'end' | 'offline', string>
}

/** Stops a copy that is being made, or erases a finished one. */
export function CopyEnd({ copyId, words }: Props) {
  const router = useRouter()
  const end = useMutation({
    mutationFn: () => client.copies.end({ copyId }),
    onSettled: () => router.refresh(),
  })
  return (
    <div>
      <Note className="mb-4">{words.note}</Note>
      <Actions>
        <Button scripted aria-disabled={end.isPending} onClick={() => !end.isPending && end.mutate()}>
          {words.end}
        </Button>
      </Actions>
      <Refused>{end.error && sentenceFor(end.error, words.offline)}</Refused>
    </div>
  )
}
