'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { client, sentenceFor } from '#api/portal/client.ts'
import { Button } from '../ui/button.tsx'
import { Done, Refused } from '../ui/form.tsx'
import { Actions } from '../ui/part.tsx'
import { useStepUp } from './step-up.tsx'

interface Props {
  /** There are others that this reader may end. */
  some: boolean
  words: Record<'endOthers' | 'ending' | 'endedOthers' | 'offline', string>
}

/** The button that ends all sessions but this browser's, after a fresh code. */
export function OtherSessions({ some, words }: Props) {
  const router = useRouter()
  const withFreshCode = useStepUp()
  const end = useMutation({
    mutationFn: () => withFreshCode(() => client.profile.endOtherSessions()),
    onSuccess: (ended) => ended && router.refresh(),
  })
  return (
    <>
      <Actions>
        {some && (
          <Button scripted aria-disabled={end.isPending} onClick={() => !end.isPending && end.mutate()}>
            {end.isPending ? words.ending : words.endOthers}
          </Button>
        )}
        <Done>{end.data && words.endedOthers}</Done>
      </Actions>
      <Refused>{end.error && sentenceFor(end.error, words.offline)}</Refused>
    </>
  )
}
