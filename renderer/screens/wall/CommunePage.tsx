/** Every commune as a tile, those in trouble first: stations at work of all, and the worst among them. */
import { useSyncExternalStore } from 'react'
import { number } from '../../../shared/format/number.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { HEALTH_TONE, HealthIcon } from '../../components/State.tsx'
import { cx } from '../../components/cx.ts'
import { tilesOf } from './communes.ts'
import css from './Wall.module.css'

/** A tile with its gap, and what stands around the tiles, px. */
const TILE = { width: 176, height: 94 }
const AROUND = { width: 80, height: 240 }

/** As many tiles as the screen holds. */
function room(): number {
  const across = Math.max(1, Math.floor((innerWidth - AROUND.width) / TILE.width))
  const down = Math.max(1, Math.floor((innerHeight - AROUND.height) / TILE.height))
  return across * down
}

function onResize(listener: () => void): () => void {
  addEventListener('resize', listener)
  return () => removeEventListener('resize', listener)
}

export function CommunePage() {
  const { t, locale } = useWords()
  const list = useRead('stations.list', undefined, { staleTime: 60_000 }).data
  const shown = useSyncExternalStore(onResize, room)
  if (!list) return null
  const tiles = tilesOf(list.rows, list.communes)
  const well = tiles.slice(shown)
  return (
    <>
      <ul className={css.tiles} data-many={tiles.length > 30 || undefined}>
        {tiles.slice(0, shown).map((tile) => (
          <li key={tile.id} className={cx(css.tile, css[HEALTH_TONE[tile.worst]])}>
            <span className={css.tileName}>{tile.name}</span>
            <span className={css.tileFigure}>
              <HealthIcon health={tile.worst} size={18} />
              <span>
                <strong>{number(tile.working, locale)}</strong>/{number(tile.stations, locale)}
              </span>
            </span>
            <span className={css.tileWorst}>
              {tile.worst === 'up' ? '' : `${number(tile.n, locale)} ${t(`common.health.${tile.worst}`).toLowerCase()}`}
            </span>
          </li>
        ))}
      </ul>
      {well.length > 0 ? <p className={css.more}>{t('wall.moreCommunes', { n: number(well.length, locale) })}</p> : null}
    </>
  )
}
