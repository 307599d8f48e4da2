'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { CodeInput, Input } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { type FormAction, type FormState, typedOr, untouched, wrongWith } from '../ui/form-state.ts'
import { Notice } from '../ui/notice.tsx'
import { WithPhones } from '../ui/phone.tsx'
import { Note } from '../ui/text.tsx'
import { Knot, Thread } from '../ui/thread.tsx'

/** The code that was sent: the number, until when it is valid, and when another can be sent (Almaty time). */
export interface SentCode {
  phone: string
  validUntil: string
  /** The code was right, and several customers have the number: the IIN tells which of them it is. */
  asksIin: boolean
  /** The code was right, and the bank has blocked the customer's sign-in: what they read instead. */
  blocked?: string
}
export type SignInAction = FormAction<SentCode>
type Words = Record<
  | 'title'
  | 'intro'
  | 'phone'
  | 'phoneHint'
  | 'send'
  | 'sending'
  | 'codeTitle'
  | 'code'
  | 'codeHint'
  | 'iin'
  | 'iinHint'
  | 'enter'
  | 'stepNumber'
  | 'stepCode'
  | 'sent'
  | 'change'
  | 'resend'
  | 'resendNote'
  | 'neverTell'
  | 'noPhone'
  | 'bankPhone'
  | 'blockedTitle'
  | 'blockedBack',
  string
>
interface Props {
  take: SignInAction
  /** The page to come back to. */
  back: string
  /** `%` in a sentence stands for a clock time. */
  words: Words
}

/** The sign-in form. It asks for the number, then for the code, and works without script. */
export function SignInForm({ take, back, words }: Props) {
  const [state, act, pending] = useActionState(take, untouched)
  if (state.shown?.blocked) return <Blocked sent={state.shown} act={act} words={words} />
  return !state.shown ? (
    <>
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <Form action={act} noValidate>
        <Input
          id="phone"
          name="phone"
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          label={words.phone}
          hint={words.phoneHint}
          defaultValue={typedOr(state, 'phone')}
          error={wrongWith(state)}
        />
        <Button type="submit" kind="main" name="intent" value="send" aria-disabled={pending}>
          {pending ? words.sending : words.send}
        </Button>
      </Form>
      <Note>
        <WithPhones text={words.noPhone} numbers={[words.bankPhone]} />
      </Note>
    </>
  ) : (
    <CodeStep sent={state.shown} state={state} act={act} pending={pending} back={back} words={words} />
  )
}

/** What a customer reads whose sign-in the bank has blocked. */
function Blocked({ sent: { phone, blocked }, act, words }: Omit<CodeProps, 'state' | 'back' | 'pending'>) {
  return (
    <>
      <h1>{words.blockedTitle}</h1>
      <Notice tone="refuse" role="alert">
        <p>
          <WithPhones text={blocked ?? ''} numbers={[words.bankPhone]} />
        </p>
      </Notice>
      <form action={act}>
        <input type="hidden" name="phone" value={phone} />
        <Button type="submit" name="intent" value="change">
          {words.blockedBack}
        </Button>
      </form>
    </>
  )
}

interface CodeProps {
  sent: SentCode
  state: FormState<SentCode>
  act: (form: FormData) => void
  pending: boolean
  back: string
  words: Words
}

function CodeStep({ sent, state, act, pending, back, words }: CodeProps) {
  const { phone: to, validUntil, asksIin } = sent
  const phone = <input type="hidden" name="phone" value={to} />
  return (
    <>
      {/* A form of its own, so that Enter in the code's form enters the code. */}
      <form id="another-code" action={act}>
        {phone}
      </form>
      <Thread>
        <Knot knot="disc" line="solid" label={words.stepNumber}>
          {to}{' '}
          <Button type="submit" kind="text" form="another-code" name="intent" value="change">
            {words.change}
          </Button>
        </Knot>
        <Knot knot="now" line="none" label={words.stepCode}>
          {words.sent}
        </Knot>
      </Thread>
      <h1>{words.codeTitle}</h1>
      <Form action={act} noValidate>
        {phone}
        <input type="hidden" name="back" value={back} />
        <CodeInput
          id="code"
          name="code"
          label={words.code}
          hint={words.codeHint.replace('%', validUntil)}
          defaultValue={typedOr(state, 'code')}
          error={wrongWith(state, 'iin')}
          autoFocus={!asksIin}
        />
        {asksIin && (
          <Input
            id="iin"
            name="iin"
            inputMode="numeric"
            autoComplete="off"
            label={words.iin}
            hint={words.iinHint}
            defaultValue={typedOr(state, 'iin')}
            error={state.errors.iin}
            autoFocus
          />
        )}
        <Button type="submit" kind="main" name="intent" value="enter" aria-disabled={pending}>
          {pending ? words.sending : words.enter}
        </Button>
      </Form>
      <Note>{words.neverTell}</Note>
      <Note>
        {words.resendNote}{' '}
        <Button type="submit" kind="text" form="another-code" name="intent" value="send">
          {words.resend}
        </Button>
      </Note>
    </>
  )
}
