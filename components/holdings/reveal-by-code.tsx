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

/** Lets the rows inside show values to the customer, who may have to enter a fresh code. */
export function RevealByCode({ stepUp, ...props }: Props) {
  return (
    <QueryProvider>
      <StepUpProvider words={stepUp}>
        <Rows {...props} />
      </StepUpProvider>
    </QueryProvider>
  )
}

function Rows({ words, children }: Omit<Props, 'stepUp'>) {
  const withFreshCode = useStepUp()
  const reveal = (field: string) => withFreshCode(() => client.holdings.reveal({ field }))
  return <RevealContext value={{ words, button: 'text', reveal }}>{children}</RevealContext>
}
