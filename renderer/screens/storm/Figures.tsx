/** The storm in six figures. */
import { number, percent } from '../../../shared/format/number.ts'
import type { ResourceRow, StormTotals } from '../../../shared/model/storm.ts'
import { useWords } from '../../app/i18n.ts'
import { KeyFigure } from '../../components/KeyFigure.tsx'
import css from './Storm.module.css'

export function Figures({ total, resources }: { total: StormTotals; resources: readonly ResourceRow[] }) {
  const { t, locale } = useWords()
  const n = (value: number) => number(value, locale)
  const free = resources.filter((row) => row.assignment === null && row.resource.state === 'ready').length
  return (
    <div className={css.figures}>
      <KeyFigure
        label={t('storm.figure.working')}
        value={n(total.working)}
        note={t('storm.figure.workingNote', {
          n: n(total.stations),
          share: percent(total.stations === 0 ? null : total.working / total.stations, locale),
        })}
      />
      <KeyFigure
        label={t('storm.figure.onBattery')}
        value={n(total.onBattery)}
        tone="major"
        quiet={total.onBattery === 0}
        href="/storm/board?group=counting,cannotTell"
      />
      <KeyFigure label={t('storm.figure.onGenset')} value={n(total.onGenset)} quiet={total.onGenset === 0} />
      <KeyFigure
        label={t('storm.figure.dark')}
        value={n(total.dark)}
        tone="critical"
        quiet={total.dark === 0}
        note={total.unknown === 0 ? undefined : t('storm.figure.unknown', { n: n(total.unknown) })}
        href="/storm/board?group=dark"
      />
      <KeyFigure
        label={t('storm.figure.hamlets')}
        value={n(total.hamlets)}
        tone="critical"
        quiet={total.hamlets === 0}
        note={total.households === 0 ? undefined : t('storm.figure.households', { n: n(total.households) })}
      />
      <KeyFigure
        label={t('storm.figure.resources')}
        value={n(total.resources)}
        quiet={total.resources === 0}
        note={t('storm.figure.free', { n: n(free) })}
        href="/storm/resources"
      />
    </div>
  )
}
