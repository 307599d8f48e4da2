import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import type { FrameLink, FrameTarget } from '../ui/frame.tsx'
import { type CustomerPage, isFirst, isMain } from './nav.ts'

/**
 * Rail, bottom bar and menu of the frame of a customer's page.
 * @param target where the link to a page leads, if it leads anywhere.
 */
export function menusOf<Page extends CustomerPage>(
  locale: Locale,
  pages: readonly Page[],
  target: (page: Page) => FrameTarget,
) {
  const common = translator(locale, 'common')
  const nav = translator(locale, 'nav')
  const link = (page: Page): FrameLink => ({ text: nav(`page.${page}`), ...target(page) })
  return {
    rail: {
      label: common('sections'),
      groups: [pages.filter(isFirst).map(link), pages.filter((page) => !isFirst(page)).map(link)],
    },
    bar: {
      label: common('main-sections'),
      links: pages
        .filter((page) => isMain(page))
        .map((page) => ({ text: nav(`bar.${page}`), icon: page, ...target(page) })),
    },
    menu: { label: common('menu'), links: pages.filter((page) => !isMain(page)).map(link) },
  }
}
