import type { Page } from '@playwright/test'

/** The room between the margins of an A4 page, in CSS pixels, as `components/ui/styles/print.css` sets it. */
export const paper = { width: 733, height: 1024 }

/** How many pages it takes on paper, printed as browsers do by default: without backgrounds. */
export async function countPages(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
}

/** The page as it is laid out on paper, in one piece. @returns its height in pages */
export async function layOut(page: Page): Promise<number> {
  await page.setViewportSize(paper)
  await page.emulateMedia({ media: 'print' })
  return page.evaluate((height) => document.body.getBoundingClientRect().height / height, paper.height)
}

/** Draws the page as a printer without colours does that is given no backgrounds. */
export const withoutColour = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`
      *, *::before, *::after { background: none !important; box-shadow: none !important }
      :root { ${['ink', 'ink-2', 'teal', 'amber', 'brick', 'edge', 'line']
        .map((name) => `--color-${name}: #000 !important;`)
        .join('')} }`)
    document.adoptedStyleSheets.push(sheet)
  })
