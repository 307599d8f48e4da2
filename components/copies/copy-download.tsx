'use client'

import { useMutation } from '@tanstack/react-query'
import { client, sentenceFor } from '#api/portal/client.ts'
import { useStepUp } from '../account/step-up.tsx'
import { Button } from '../ui/button.tsx'
import { Refused } from '../ui/form.tsx'
import { Actions } from '../ui/part.tsx'

interface Props {
  copyId: string
  words: Record<'file' | 'preparing' | 'offline', string>
}

/** Has the browser save the copy, after a fresh code. The browser itself continues a download that was cut off. */
export function CopyDownload({ copyId, words }: Props) {
  const withFreshCode = useStepUp()
  const download = useMutation({
    mutationFn: () => withFreshCode(async () => ({ begun: await client.copies.prepareDownload({ copyId }) })),
    onSuccess: (ready) => ready && location.assign(`/copies/${copyId}/file`),
  })
  return (
    <>
      <Actions>
        <Button
          scripted
          kind="main"
          aria-disabled={download.isPending}
          onClick={() => !download.isPending && download.mutate()}
        >
          {download.isPending ? words.preparing : words.file}
        </Button>
      </Actions>
      <Refused>{download.error && sentenceFor(download.error, words.offline)}</Refused>
    </>
  )
}
