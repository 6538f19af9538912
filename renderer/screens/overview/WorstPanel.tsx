/** The stations that need a person most, worst first, each with its reason. */
import { CircleCheckBig } from 'lucide-react'
import type { OutputOf } from '../../app/client.ts'
import { useRead } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { EmptyState } from '../../components/Blank.tsx'
import { Panel } from '../../components/Panel.tsx'
import { HealthIcon } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import { number } from '../../../shared/format/number.ts'
import css from './Overview.module.css'

export function WorstPanel({ overview }: { overview: OutputOf<'stations.overview'> }) {
  const { t, locale } = useWords()
  const list = useRead('stations.list', undefined, { staleTime: 60_000 })
  const commune = (id: number) => list.data?.communes.find((c) => c.id === id)?.name ?? ''
  return (
    <Panel
      title={t('overview.worst')}
      flush
      className={css.worst}
      actions={
        overview.worst.length > 0 ? <a href="#/stations?health=down,atRisk,unreachable,degraded">{t('overview.seeAll')}</a> : undefined
      }
    >
      {overview.worst.length === 0 ? (
        <EmptyState icon={CircleCheckBig} hint={t('overview.allWellHint')}>
          {t('overview.allWell')}
        </EmptyState>
      ) : (
        <ol className={css.worstList}>
          {overview.worst.map((one) => (
            <li key={one.id}>
              <a href={`#/stations/${one.id}`} className={css.worstRow}>
                <span className={css.worstHealth}>
                  <HealthIcon health={one.health} size={14} word />
                </span>
                <span className={css.worstWhat}>
                  <span className={css.worstName}>
                    <span className={css.code}>{one.code}</span> {one.name}
                  </span>
                  <span className={css.worstWhy}>
                    {phraseText(t, one.reason, 'common.cannotTell')}
                    {one.behind > 0 ? <strong> · {t('overview.behind', { n: number(one.behind, locale) })}</strong> : null}
                  </span>
                </span>
                <span className={css.worstWhere}>
                  <span>{commune(one.communeId)}</span>
                  <Age at={one.since} className="muted" />
                </span>
              </a>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
