'use client'

import { useMutation } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useRef, useState } from 'react'
import { client, refusalIn, sentenceFor } from '#api/portal/client.ts'
import { Button } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { CodeInput } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Actions } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'

/** `%` in `wait` stands for the seconds left. */
export type StepUpWords = Record<
  | 'title'
  | 'why'
  | 'sending'
  | 'sent'
  | 'code'
  | 'confirm'
  | 'confirming'
  | 'cancel'
  | 'resend'
  | 'wait'
  | 'neverTell'
  | 'offline',
  string
>

const Ask = createContext<() => Promise<boolean>>(() => Promise.resolve(false))

/** Holds the dialog that asks for a fresh code, for all components inside it. It must be inside a QueryProvider. */
export function StepUpProvider({ words, children }: { words: StepUpWords; children: ReactNode }) {
  const [asked, setAsked] = useState<{ answer: (confirmed: boolean) => void } | null>(null)
  const send = useMutation({ mutationFn: () => client.profile.requestStepUp() })
  const ask = () => {
    send.mutate()
    return new Promise<boolean>((answer) => setAsked({ answer }))
  }
  const settle = (confirmed: boolean) => {
    asked?.answer(confirmed)
    setAsked(null)
  }
  return (
    <Ask value={ask}>
      {children}
      <Dialog open={asked !== null} title={words.title} onClose={() => settle(false)}>
        {asked && (
          <StepUpForm
            words={words}
            onConfirm={() => settle(true)}
            onCancel={() => settle(false)}
            sent={
              <>
                <p role="status">{send.isPending ? words.sending : send.isSuccess && words.sent}</p>
                {send.isError && <p className="error">{sentenceFor(send.error, words.offline)}</p>}
              </>
            }
            resend={
              !send.isPending && (
                <Resend
                  key={send.submittedAt}
                  after={send.data?.resendAfterSeconds ?? 0}
                  words={words}
                  onResend={() => send.mutate()}
                />
              )
            }
          />
        )}
      </Dialog>
    </Ask>
  )
}

/**
 * Runs a call. If the server wants a fresh code first, it asks for the code and runs the call again.
 * @returns undefined when the customer closed the dialog instead.
 */
export function useStepUp(): <Result>(call: () => Promise<Result>) => Promise<Result | undefined> {
  const ask = useContext(Ask)
  return async (call) => {
    try {
      return await call()
    } catch (error) {
      if (refusalIn(error)?.code !== 'step-up') throw error
    }
    return (await ask()) ? call() : undefined
  }
}

interface FormProps {
  words: StepUpWords
  onConfirm: () => void
  onCancel: () => void
  /** The sentence that says whether the code was sent. */
  sent: ReactNode
  /** The button that sends another code. */
  resend: ReactNode
}

function StepUpForm({ words, onConfirm, onCancel, sent, resend }: FormProps) {
  const input = useRef<HTMLInputElement>(null)
  const verify = useMutation({
    mutationFn: (code: string) => client.profile.verifyStepUp({ code }),
    onSuccess: onConfirm,
    onError: () => input.current?.focus(),
  })
  const submit = (form: FormData) => {
    const code = form.get('code')
    if (!verify.isPending) verify.mutate(typeof code === 'string' ? code : '')
  }
  return (
    <>
      <Note>{words.why}</Note>
      {sent}
      <Form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit(new FormData(event.currentTarget))
        }}
      >
        <CodeInput
          ref={input}
          id="step-up-code"
          name="code"
          label={words.code}
          hint={words.neverTell}
          error={verify.isError && sentenceFor(verify.error, words.offline)}
        />
        <Actions>
          <Button type="submit" kind="main" aria-disabled={verify.isPending}>
            {verify.isPending ? words.confirming : words.confirm}
          </Button>
          <Button onClick={onCancel}>{words.cancel}</Button>
        </Actions>
      </Form>
      {resend}
    </>
  )
}

interface ResendProps {
  /** In how many seconds another code may be asked for; at once when none was sent. */
  after: number
  words: StepUpWords
  onResend: () => void
}

function Resend({ after, words, onResend }: ResendProps) {
  const [wait, setWait] = useState(after)
  return wait > 0 ? (
    <Note>
      <Countdown seconds={wait} text={words.wait} onEnd={() => setWait(0)} />
    </Note>
  ) : (
    <Actions>
      <Button kind="text" onClick={onResend}>
        {words.resend}
      </Button>
    </Actions>
  )
}
