import type { Page } from '@playwright/test'

/**
 * What is wrong with a page's layout as it stands, in words: it scrolls sideways, text lies on text or outside of the
 * screen, the skip link shows, a link of the bottom bar cannot be reached, the bar covers the end of the page.
 */
export const layoutFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const faults: string[] = []
    if (scrollWidth > clientWidth) faults.push(`scrolls sideways: ${scrollWidth} px of ${clientWidth}`)

    interface Piece {
      text: string
      owner: Element
      /** What is laid out by itself: the bar, the top line, a band, the page. */
      part: Element | null
      rect: DOMRect
    }
    const seen = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }
    const pieces: Piece[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const owner = node.parentElement
      const text = node.textContent?.trim() ?? ''
      if (
        !owner ||
        !text ||
        owner.closest('svg, script, style, noscript, select, .sr, .skip, [popover], dialog')
      )
        continue
      if (!owner.checkVisibility(seen)) continue
      const hidden = owner.closest('thead, .label')
      if (hidden && getComputedStyle(hidden).clipPath !== 'none') continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const rect of range.getClientRects())
        if (rect.width > 1) pieces.push({ text, owner, part: owner.closest('.bar, .top, .band, main'), rect })
    }
    const short = ({ text }: Piece) => `«${text.slice(0, 40)}»`
    for (const piece of pieces)
      if (piece.rect.right > clientWidth + 1 || piece.rect.left < -1)
        faults.push(`outside of the screen: ${short(piece)}`)
    const ordered = pieces.toSorted((a, b) => a.rect.top - b.rect.top)
    for (const [at, one] of ordered.entries())
      for (let next = at + 1; next < ordered.length; next++) {
        const other = ordered[next]
        if (!other || other.rect.top >= one.rect.bottom) break
        if (one.part !== other.part || one.owner.contains(other.owner) || other.owner.contains(one.owner))
          continue
        const width = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left)
        const height = Math.min(one.rect.bottom, other.rect.bottom) - other.rect.top
        if (width > 3 && height > 0.4 * Math.min(one.rect.height, other.rect.height))
          faults.push(`${short(one)} lies on ${short(other)}`)
      }

    const skip = document.querySelector('.skip')
    if (skip && skip.getBoundingClientRect().bottom > 0) faults.push('the skip link shows without focus')
    const bar = document.querySelector('.bar')
    if (bar?.checkVisibility()) {
      for (const link of bar.querySelectorAll('a')) {
        const { left, right, top, bottom } = link.getBoundingClientRect()
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
        if (left < -1 || right > clientWidth + 1 || bottom > innerHeight + 1 || !link.contains(hit))
          faults.push(`not reached in the bar: ${link.textContent}`)
        if (link.scrollWidth > link.clientWidth + 1)
          faults.push(`wider than its place in the bar: ${link.textContent}`)
      }
      if (bar.getBoundingClientRect().height > innerHeight / 3)
        faults.push('the bar takes more than a third of the screen')
      scrollTo(0, document.documentElement.scrollHeight)
      const end = document.querySelector('main')?.lastElementChild?.getBoundingClientRect().bottom ?? 0
      if (end > bar.getBoundingClientRect().top) faults.push('the bar covers the end of the page')
      scrollTo(0, 0)
    }
    return faults
  })
