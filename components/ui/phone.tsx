'use no memo'

import type { ReactNode } from 'react'

/** A phone number as a link that calls it. */
export function Phone({ number, large }: { number: string; large?: boolean }) {
  return (
    <a
      href={`tel:${number.replace(/[^\d+]/g, '')}`}
      className={large ? 'inline-block text-2xl font-medium' : 'inline-block'}
    >
      {number}
    </a>
  )
}

/** A ready sentence, in which each of the numbers is a link that calls it. */
export function WithPhones({ text, numbers }: { text: string; numbers: readonly string[] }): ReactNode {
  const [number, ...others] = numbers
  if (number === undefined) return text
  const pieces = text.split(number)
  return pieces.map((piece, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence never change places
    <span key={place}>
      {place > 0 && <Phone number={number} />}
      <WithPhones text={piece} numbers={others} />
    </span>
  ))
}
