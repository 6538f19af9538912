/** The filters above the station list; all of them live in the address. */
import type { Params } from '../../app/location.ts'
import { useWords } from '../../app/i18n.ts'
import { ClearFilters, FilterChips, FilterSelect, SearchBox } from '../../components/Filters.tsx'
import { HEALTH_ORDER, HEALTH_TONE, ToneIcon } from '../../components/State.tsx'
import { compareText } from '../../../shared/format/text.ts'
import { number } from '../../../shared/format/number.ts'
import { RemoteClass, Technology, type Commune, type Health } from '../../../shared/model/station.ts'
import type { StationFilter } from './filter.ts'
import css from './Stations.module.css'

export function StationFilters({
  filter,
  typed,
  onType,
  params,
  communes,
  counts,
  onClear,
}: {
  filter: StationFilter
  typed: string
  onType: (text: string) => void
  params: Params
  communes: readonly Commune[]
  counts: Partial<Record<Health, number>>
  onClear: () => void
}) {
  const { t, locale } = useWords()
  const any =
    filter.health.length > 0 ||
    filter.technology ||
    filter.communeId ||
    filter.remote ||
    filter.withAlarms ||
    filter.retired ||
    typed !== ''
  return (
    <>
      <div className={css.line}>
        <SearchBox value={typed} onChange={onType} label={t('stations.search')} />
        <FilterSelect
          className={css.pick}
          label={t('stations.filter.commune')}
          any={t('stations.filter.anyCommune')}
          options={communes.toSorted((a, b) => compareText(a.name, b.name)).map(({ id, name }) => ({ value: id, label: name }))}
          value={filter.communeId}
          onChange={(commune) => params.set({ commune })}
        />
        <FilterSelect
          className={css.pick}
          label={t('stations.filter.technology')}
          any={t('stations.filter.anyTechnology')}
          options={Technology.options.map((one) => ({ value: one, label: one }))}
          value={filter.technology}
          onChange={(tech) => params.set({ tech })}
        />
        <FilterSelect
          className={css.pick}
          label={t('stations.filter.remote')}
          any={t('stations.filter.anyRemote')}
          options={RemoteClass.options.map((one) => ({ value: one, label: t(`common.remoteClass.${one}`) }))}
          value={filter.remote}
          onChange={(remote) => params.set({ remote })}
        />
      </div>
      <div className={css.line}>
        <FilterChips
          label={t('stations.filter.health')}
          value={filter.health}
          onChange={(health) => params.set({ health })}
          chips={HEALTH_ORDER.filter((h) => (counts[h] ?? 0) > 0 || filter.health.includes(h)).map((h) => ({
            value: h,
            label: (
              <>
                <ToneIcon tone={HEALTH_TONE[h]} size={11} />
                {t(`common.health.${h}`)}
              </>
            ),
            count: number(counts[h] ?? 0, locale),
          }))}
        />
        <FilterChips
          label={t('common.filters')}
          value={[...(filter.withAlarms ? ['alarms'] : []), ...(filter.retired ? ['retired'] : [])]}
          onChange={(on) => params.set({ alarms: on.includes('alarms') ? 1 : null, retired: on.includes('retired') ? 1 : null })}
          chips={[
            { value: 'alarms', label: t('stations.filter.alarms') },
            { value: 'retired', label: t('stations.filter.retired') },
          ]}
        />
        {any ? <ClearFilters onClear={onClear} /> : null}
      </div>
    </>
  )
}
