/** What one revision says otherwise than the one before, line by line. */
import { factLine } from '../../../shared/format/bulletin.ts'
import { number } from '../../../shared/format/number.ts'
import type { BulletinChange, BulletinContent } from '../../../shared/model/bulletin.ts'
import { useWords } from '../../app/i18n.ts'
import css from './Storm.module.css'

const MOST = 40
const IN_MORE: ReadonlySet<string> = new Set(['total', 'planned', 'unreachable', 'notInService', 'byPower'])

export function Changes({ changes, communes }: { changes: readonly BulletinChange[]; communes: BulletinContent['communes'] }) {
  const { t, locale } = useWords()
  const names = new Map(communes.map(({ id, name }) => [id, name]))
  const lineOf = (change: BulletinChange): string => {
    if (change.kind === 'fact') return t(`bulletin.change.${change.how}`, { fact: factLine(change.fact, names, t, locale) })
    const { name, figure, before, after } = change
    return t('bulletin.change.figure', {
      where: name ?? t('bulletin.figure.all'),
      figure: IN_MORE.has(figure) ? t(`bulletin.more.${figure}`) : t(`bulletin.figure.${figure}`),
      before: number(before, locale),
      after: number(after, locale),
    })
  }
  return (
    <ul className={css.changes}>
      {changes.slice(0, MOST).map((change, i) => (
        <li key={i}>{lineOf(change)}</li>
      ))}
      {changes.length > MOST ? <li>… (+{number(changes.length - MOST, locale)})</li> : null}
    </ul>
  )
}
