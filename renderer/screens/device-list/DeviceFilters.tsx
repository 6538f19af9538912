/** The filters above the device list; all of them live in the address. */
import type { Params } from '../../app/location.ts'
import { useWords } from '../../app/i18n.ts'
import { ClearFilters, FilterChips, FilterSelect, SearchBox } from '../../components/Filters.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { number } from '../../../shared/format/number.ts'
import { compareText } from '../../../shared/format/text.ts'
import { DeviceKind } from '../../../shared/model/device.ts'
import { NOTICES, type DeviceFilter, type Notice, type ProfileName } from './rows.ts'
import css from './DeviceList.module.css'

const TONES = { failing: 'critical', unidentified: 'unknown', unverified: 'minor' } as const

export function DeviceFilters({
  filter,
  typed,
  onType,
  params,
  profiles,
  counts,
  onClear,
}: {
  filter: DeviceFilter
  typed: string
  onType: (text: string) => void
  params: Params
  profiles: readonly ProfileName[]
  counts: Readonly<Record<Notice, number>>
  onClear: () => void
}) {
  const { t, locale } = useWords()
  const any = filter.notices.length > 0 || filter.kind || filter.profile || filter.retired || typed !== ''
  return (
    <>
      <div className={css.line}>
        <SearchBox value={typed} onChange={onType} label={t('devices.list.search')} />
        <FilterSelect
          label={t('devices.col.kind')}
          any={t('devices.list.anyKind')}
          options={DeviceKind.options.map((kind) => ({ value: kind, label: t(`common.deviceKind.${kind}`) }))}
          value={filter.kind}
          onChange={(kind) => params.set({ kind })}
        />
        <FilterSelect
          label={t('devices.col.profile')}
          any={t('devices.list.anyProfile')}
          options={profiles.toSorted((a, b) => compareText(a.name, b.name)).map(({ id, name }) => ({ value: id, label: name }))}
          value={filter.profile}
          onChange={(profile) => params.set({ profile })}
        />
      </div>
      <div className={css.line}>
        <FilterChips
          label={t('common.filters')}
          value={[...filter.notices, ...(filter.retired ? (['retired'] as const) : [])]}
          onChange={(on) => params.set({ is: on.filter((one) => one !== 'retired'), retired: on.includes('retired') ? 1 : null })}
          chips={[
            ...NOTICES.map((value) => ({
              value,
              label: (
                <>
                  <ToneIcon tone={TONES[value]} size={11} />
                  {t(`devices.notice.${value}`)}
                </>
              ),
              count: number(counts[value], locale),
            })),
            { value: 'retired' as const, label: t('devices.list.retired') },
          ]}
        />
        {any ? <ClearFilters onClear={onClear} /> : null}
      </div>
    </>
  )
}
