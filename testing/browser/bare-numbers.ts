import type { Page } from '@playwright/test'
import { catalogue } from '#policy/load.ts'

/** The texts of the page that name one of the bank's numbers and do not call it. */
export const bareNumbers = (page: Page): Promise<string[]> =>
  page.evaluate(
    (numbers) => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const bare: string[] = []
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const said = text.nodeValue ?? ''
        const around = text.parentElement
        if (!numbers.some((number) => said.includes(number)) || around?.closest('script, noscript')) continue
        if (!around?.closest('a[href^="tel:"]')) bare.push(said)
      }
      return bare
    },
    catalogue().operator.phones.map(({ number }) => number),
  )
