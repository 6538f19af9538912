/** What the root took along, level by level: each station with its health now, its standing alarms and the minutes it lost. */
import { useState } from 'react'
import { number } from '../../../shared/format/number.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Badge, HealthIcon } from '../../components/State.tsx'
import type { StationBook } from '../alarms/view.ts'
import type { Detail } from './story.ts'
import { sizeOf, treeOf, type Branch } from './tree.ts'
import css from './Incidents.module.css'

type Member = Detail['stations'][number]
const FIRST = 12

export function Consequences({ detail, book }: { detail: Detail; book: StationBook }) {
  return <Level branches={treeOf(detail.stations)} book={book} top />
}

/** A long level shows its first few: those that are out before those that are well again. */
function Level({ branches, book, top = false }: { branches: readonly Branch<Member>[]; book: StationBook; top?: boolean }) {
  const { t, locale } = useWords()
  const [all, setAll] = useState(false)
  const sorted = branches.toSorted(
    (a, b) =>
      Number(b.member.root) - Number(a.member.root) ||
      Number(b.member.down) - Number(a.member.down) ||
      sizeOf(b) - sizeOf(a) ||
      b.member.standing - a.member.standing,
  )
  const shown = all ? sorted : sorted.slice(0, FIRST)
  return (
    <ul className={top ? css.tree : css.level}>
      {shown.map((branch) => {
        const { member } = branch
        const station = book.station(member.stationId)
        return (
          <li key={member.stationId}>
            <span className={css.member}>
              {station ? <HealthIcon health={station.health} size={12} /> : null}
              <a href={`#/stations/${member.stationId}`}>
                <span className={css.strong}>{station?.code ?? `#${member.stationId}`}</span> {station?.name}
              </a>
              {member.root ? <Badge tone="accent">{t('incidents.root')}</Badge> : null}
              {branch.behind.length > 0 ? (
                <span className="muted">{t('incidents.behindN', { n: number(sizeOf(branch) - 1, locale) })}</span>
              ) : null}
              <span className={css.memberFigures}>
                {member.standing > 0 ? t('alarms.count', { n: number(member.standing, locale) }) : t('incidents.wellAgain')}
                {member.minutesLost >= 1 ? ` · ${t('incidents.lostN', { n: number(Math.round(member.minutesLost), locale) })}` : ''}
              </span>
            </span>
            {branch.behind.length > 0 ? <Level branches={branch.behind} book={book} /> : null}
          </li>
        )
      })}
      {sorted.length > shown.length ? (
        <li>
          <Button size="small" kind="quiet" onClick={() => setAll(true)}>
            {t('incidents.stationsMore', { n: number(sorted.length - shown.length, locale) })}
          </Button>
        </li>
      ) : null}
    </ul>
  )
}
