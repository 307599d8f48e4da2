import { isLocale } from './locale.ts'
import { words } from './words.ts'

const keys: Record<string, 'sign-in-code' | 'step-up-code'> = {
  'sign-in-code': 'sign-in-code',
  'step-up-code': 'step-up-code',
}

/** The text of a message as the customer reads it. @throws Error for a kind without a text. */
export function messageText(message: {
  kind: string
  locale: string
  params: Record<string, string>
}): string {
  const key = keys[message.kind]
  if (!key) throw new Error(`no text for messages of kind ${message.kind}`)
  return words(isLocale(message.locale) ? message.locale : 'kk', 'outgoing')(key, message.params)
}
