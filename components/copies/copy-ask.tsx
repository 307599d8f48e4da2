'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { client, sentenceFor } from '#api/portal/client.ts'
import type { CopyPart } from '#domain/copies/schema.ts'
import type { PartWords } from '#i18n/describe/copies.ts'
import { useStepUp } from '../account/step-up.tsx'
import { Button } from '../ui/button.tsx'
import { Choice, Choices } from '../ui/choice.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Form, Refused } from '../ui/form.tsx'
import { Actions } from '../ui/part.tsx'

interface Props {
  parts: PartWords[]
  words: Record<'whole' | 'some' | 'parts' | 'chosen' | 'asking' | 'offline', string>
}

/** Asks for a copy, whole or of chosen parts, after a fresh code; then shows how it is made. */
export function CopyAsk({ parts, words }: Props) {
  const router = useRouter()
  const withFreshCode = useStepUp()
  const [chosen, choose] = useState<CopyPart[]>([])
  const ask = useMutation({
    mutationFn: (wanted: CopyPart[] | undefined) =>
      withFreshCode(() => client.copies.ask(wanted ? { parts: wanted } : {})),
    onSuccess: (asked) => asked && router.push(`/copies/${asked.id}`),
  })
  const begin = (wanted?: CopyPart[]) => !ask.isPending && ask.mutate(wanted)
  const toggle = (part: CopyPart) =>
    choose(chosen.includes(part) ? chosen.filter((one) => one !== part) : [...chosen, part])
  return (
    <>
      <Actions>
        <Button scripted kind="main" aria-disabled={ask.isPending} onClick={() => begin()}>
          {ask.isPending ? words.asking : words.whole}
        </Button>
      </Actions>
      <Refused>{ask.error && sentenceFor(ask.error, words.offline)}</Refused>
      <div className="mt-4">
        <Disclosure summary={words.some}>
          <Form
            onSubmit={(event) => {
              event.preventDefault()
              begin(chosen)
            }}
          >
            <Choices id="copy-parts" legend={words.parts} pairs>
              {parts.map(({ id, title }) => (
                <Choice key={id} type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)}>
                  {title}
                </Choice>
              ))}
            </Choices>
            <Actions>
              <Button type="submit" scripted aria-disabled={ask.isPending}>
                {words.chosen}
              </Button>
            </Actions>
          </Form>
        </Disclosure>
      </div>
    </>
  )
}
