/** The filters above the station list; all of them live in the address. */
import { X } from 'lucide-react'
import type { Params } from '../../app/location.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { FilterChips, SearchBox } from '../../components/Filters.tsx'
import { Select } from '../../components/Form.tsx'
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
        <Select
          className={css.pick}
          aria-label={t('stations.filter.commune')}
          value={filter.communeId ?? ''}
          onChange={(e) => params.set({ commune: e.target.value })}
        >
          <option value="">{t('stations.filter.anyCommune')}</option>
          {communes
            .toSorted((a, b) => compareText(a.name, b.name))
            .map((c) => (
              <option key={c.id} value={c.id}>
                {c.name}
              </option>
            ))}
        </Select>
        <Select
          className={css.pick}
          aria-label={t('stations.filter.technology')}
          value={filter.technology ?? ''}
          onChange={(e) => params.set({ tech: e.target.value })}
        >
          <option value="">{t('stations.filter.anyTechnology')}</option>
          {Technology.options.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Select>
        <Select
          className={css.pick}
          aria-label={t('stations.filter.remote')}
          value={filter.remote ?? ''}
          onChange={(e) => params.set({ remote: e.target.value })}
        >
          <option value="">{t('stations.filter.anyRemote')}</option>
          {RemoteClass.options.map((one) => (
            <option key={one} value={one}>
              {t(`common.remoteClass.${one}`)}
            </option>
          ))}
        </Select>
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
        {any ? (
          <Button kind="quiet" size="small" icon={X} onClick={onClear}>
            {t('common.clearFilters')}
          </Button>
        ) : null}
      </div>
    </>
  )
}
