/** Why "raw" lies far below "adjusted": the part of the time in which nobody looked, where it is worth a word. */
import { percent } from '../../shared/format/number.ts'
import type { Availability } from '../../shared/model/interval.ts'
import { useWords } from '../app/i18n.ts'

/** Below this share of the time observed the two figures drift apart visibly. */
const ENOUGH = 0.99

export function Unobserved({ of }: { of: Availability }) {
  const { t, locale } = useWords()
  if (of.coverage === null || of.coverage >= ENOUGH) return null
  return <p className="muted">{t('overview.unobserved', { share: percent(1 - of.coverage, locale) })}</p>
}
