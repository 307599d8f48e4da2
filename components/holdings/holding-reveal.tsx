'use client'

import type { ReactNode } from 'react'
import { client } from '#api/portal/client.ts'
import { StepUpProvider, type StepUpWords, useStepUp } from '../account/step-up.tsx'
import { QueryProvider } from '../shell/query-provider.tsx'
import { RevealContext, type RevealWords } from './holding-row.tsx'

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
