'use client'

import type { ReactNode } from 'react'
import { client } from '#api/client.ts'
import { RevealContext, type RevealWords } from './holding-row.tsx'
import { QueryProvider } from './query-provider.tsx'
import { StepUpProvider, type StepUpWords, useStepUp } from './step-up.tsx'

interface Props {
  words: RevealWords
  stepUp: StepUpWords
  children: ReactNode
}

/** What the rows below need to show values to their owner: words, and the dialog for a fresh code. */
export function HoldingReveal({ stepUp, ...props }: Props) {
  return (
    <QueryProvider>
      <StepUpProvider words={stepUp}>
        <ByCode {...props} />
      </StepUpProvider>
    </QueryProvider>
  )
}

function ByCode({ words, children }: Omit<Props, 'stepUp'>) {
  const withFreshCode = useStepUp()
  const reveal = (field: string) => withFreshCode(() => client.holdings.reveal({ field }))
  return <RevealContext value={{ words, button: 'text', reveal }}>{children}</RevealContext>
}
