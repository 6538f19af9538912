/** The bulletin of an hour and its paper, on the reader's connection. */
import { refuse } from '../../../shared/model/refusal.ts'
import { bulletinPdf } from '../../reports/bulletin/pdf.ts'
import { bulletinFile } from '../../../shared/format/bulletin.ts'
import type { Reader } from '../../store/store.ts'
import { bulletinView, type BulletinSource } from '../bulletin-desk.ts'
import type { ReadInventory } from './reader.ts'
import type { Handlers } from './shape.ts'

export function bulletinReader(reader: Reader, inventory: ReadInventory): Handlers<'bulletin', 'at' | 'pdf'> {
  const source: BulletinSource = {
    ...reader.bulletin,
    standingAt: (at) => reader.standingAt(at),
    inventory: () => inventory.all(),
  }
  const future = () =>
    refuse('INVALID', 'access.invalid', undefined, { issues: [{ path: 'hour', phrase: { key: 'error.issuing.future' } }] })
  return {
    at: ({ hour }, { at }) => (hour > at ? future() : bulletinView(hour, at, source)),
    pdf: async ({ hour, revision, locale }, { at }) => {
      if (hour > at) return future()
      const view = bulletinView(hour, at, source)
      const issued = revision === 0 ? view.issued[0] : view.issued.find((one) => one.revision === revision)
      const content = revision === 0 ? view.content : source.content(hour, revision)
      if (!content || (revision > 0 && !issued)) return refuse('NOT_FOUND', 'notFound')
      const sha256 = issued?.sha256 ?? view.sha256
      const file = await bulletinPdf({ content, issued: issued ?? null, sha256, locale })
      return { fileName: bulletinFile(hour, issued?.revision ?? 0), base64: file.toString('base64') }
    },
  }
}
