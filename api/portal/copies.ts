import { askForCopy } from '#domain/copies/ask-for-copy.ts'
import { endCopy } from '#domain/copies/end-copy.ts'
import { prepareDownload } from '#domain/copies/prepare-download.ts'
import { asIs, expose } from './procedure.ts'

export const copies = {
  ask: expose(askForCopy, asIs),
  end: expose(endCopy, asIs),
  prepareDownload: expose(prepareDownload, asIs),
}
