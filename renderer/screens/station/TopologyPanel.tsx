/** Parents and children of a station: what carries it and what hangs behind it. */
import { useWords } from '../../app/i18n.ts'
import type { OutputOf } from '../../app/client.ts'
import { Panel } from '../../components/Panel.tsx'
import { HealthIcon, HEALTH_ORDER } from '../../components/State.tsx'
import type { StationRow } from '../../../shared/model/station.ts'
import css from './Station.module.css'

const SHOWN = 8

export function TopologyPanel({ detail }: { detail: OutputOf<'stations.get'> }) {
  const { t } = useWords()
  const children = detail.children.toSorted((a, b) => HEALTH_ORDER.indexOf(a.health) - HEALTH_ORDER.indexOf(b.health))
  return (
    <Panel title={t('station.topology.title')} note={detail.behind > 0 ? t('station.behind', { n: detail.behind }) : undefined}>
      <h3 className={css.sub}>{t('station.topology.parents')}</h3>
      {detail.parents.length === 0 ? <p className="muted">{t('station.topology.noParents')}</p> : <Links rows={detail.parents} />}
      <h3 className={css.sub}>{t('station.topology.children')}</h3>
      {children.length === 0 ? <p className="muted">{t('station.topology.noChildren')}</p> : <Links rows={children.slice(0, SHOWN)} />}
      {children.length > SHOWN ? <p className="muted">{t('station.topology.more', { n: children.length - SHOWN })}</p> : null}
    </Panel>
  )
}

function Links({ rows }: { rows: readonly StationRow[] }) {
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id}>
          <a href={`#/stations/${row.id}`} className={css.linked}>
            <HealthIcon health={row.health} />
            <span className="muted">{row.code}</span>
            <span className={css.linkedName}>{row.name}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
