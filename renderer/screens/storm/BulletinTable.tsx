/** The figures of every commune, and of all below them. */
import { workingShare } from '../../../shared/format/bulletin.ts'
import { number, percent } from '../../../shared/format/number.ts'
import { compareText } from '../../../shared/format/text.ts'
import type { BulletinContent, BulletinFigures } from '../../../shared/model/bulletin.ts'
import { useWords } from '../../app/i18n.ts'
import css from './Storm.module.css'

const FIGURES = ['working', 'interrupted', 'unknown', 'onBattery', 'onGenset', 'towersDown', 'cablesCut', 'cablesRestored'] as const
const MORE = ['total', 'notInService', 'byPower', 'planned', 'unreachable'] as const

export function BulletinTable({ content }: { content: BulletinContent }) {
  const { t, locale } = useWords()
  const communes = [...content.communes].sort((a, b) => compareText(a.name, b.name))
  const cells = (figures: BulletinFigures) => (
    <>
      <td className={css.n}>{percent(workingShare(figures), locale)}</td>
      {[...FIGURES, ...MORE].map((name) => (
        <td key={name} className={css.n}>
          {figures[name] === 0 ? <span className="muted">0</span> : number(figures[name], locale)}
        </td>
      ))}
    </>
  )
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={t('bulletin.figure.commune')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('bulletin.figure.commune')}</th>
            <th scope="col" className={css.n}>
              {t('bulletin.screen.share')}
            </th>
            {FIGURES.map((name) => (
              <th key={name} scope="col" className={css.n}>
                {t(`bulletin.figure.${name}`)}
              </th>
            ))}
            {MORE.map((name) => (
              <th key={name} scope="col" className={css.n}>
                {t(`bulletin.more.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {communes.map(({ id, name, figures }) => (
            <tr key={id}>
              <th scope="row">
                <span className={css.plainName}>{name}</span>
              </th>
              {cells(figures)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              <span className={css.plainName}>{t('bulletin.figure.all')}</span>
            </th>
            {cells(content.total)}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
