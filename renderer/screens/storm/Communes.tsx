/** Storm mode's view: every commune in which something is amiss, the worst first; each opens to its stations. */
import { ChevronRight, ZapOff } from 'lucide-react'
import { Fragment, useState } from 'react'
import { number } from '../../../shared/format/number.ts'
import type { StormCommune, StormTotals } from '../../../shared/model/storm.ts'
import { useWords } from '../../app/i18n.ts'
import { EmptyState } from '../../components/Blank.tsx'
import { Left, Reach } from './Left.tsx'
import type { StormRow } from './rows.ts'
import css from './Storm.module.css'

const FIGURES = ['stations', 'working', 'onBattery', 'onGenset', 'dark', 'hamlets', 'households', 'resources'] as const

export function Communes({
  communes,
  total,
  rows,
  onOpen,
}: {
  communes: readonly StormCommune[]
  total: StormTotals
  rows: readonly StormRow[]
  onOpen: (stationId: number) => void
}) {
  const { t, locale } = useWords()
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  if (communes.length === 0) return <EmptyState icon={ZapOff}>{t('storm.board.communeNone')}</EmptyState>
  const toggle = (id: number) => {
    const next = new Set(opened)
    if (!next.delete(id)) next.add(id)
    setOpened(next)
  }
  const cells = (sum: StormTotals) =>
    FIGURES.map((name) => (
      <td key={name} className={css.n} data-label={t(`storm.column.${name}`)}>
        {sum[name] === 0 && name !== 'working' ? <span className="muted">0</span> : number(sum[name], locale)}
      </td>
    ))
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={t('storm.view.communes')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('storm.column.commune')}</th>
            {FIGURES.map((name) => (
              <th key={name} scope="col" className={css.n}>
                {t(`storm.column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {communes.map((commune) => {
            const own = rows.filter((row) => row.communeId === commune.communeId)
            const isOpen = opened.has(commune.communeId)
            return (
              <Fragment key={commune.communeId}>
                <tr>
                  <th scope="row">
                    {own.length === 0 ? (
                      <span className={css.plainName}>{commune.name}</span>
                    ) : (
                      <button type="button" className={css.expand} aria-expanded={isOpen} onClick={() => toggle(commune.communeId)}>
                        <ChevronRight size={16} aria-hidden data-open={isOpen || undefined} />
                        {commune.name}
                      </button>
                    )}
                  </th>
                  {cells(commune)}
                </tr>
                {isOpen ? (
                  <tr>
                    <td colSpan={FIGURES.length + 1} className={css.inside}>
                      <ul aria-label={t('storm.board.stationsOf', { name: commune.name })}>
                        {own.map((row) => (
                          <li key={row.id}>
                            <button type="button" className={css.stationLine} onClick={() => onOpen(row.id)}>
                              <span>
                                <span className={css.code}>{row.code}</span> {row.name}
                              </span>
                              <Left station={row} />
                              <span>
                                <Reach station={row} />
                              </span>
                            </button>
                          </li>
                        ))}
                      </ul>
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('bulletin.figure.all')}</th>
            {cells(total)}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
