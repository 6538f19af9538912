/** The filters above the device list; all of them live in the address. */
import { X } from 'lucide-react'
import type { Params } from '../../app/location.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { FilterChips, SearchBox } from '../../components/Filters.tsx'
import { Select } from '../../components/Form.tsx'
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
        <Select
          className={css.pick}
          aria-label={t('devices.col.kind')}
          value={filter.kind ?? ''}
          onChange={(event) => params.set({ kind: event.target.value })}
        >
          <option value="">{t('devices.list.anyKind')}</option>
          {DeviceKind.options.map((kind) => (
            <option key={kind} value={kind}>
              {t(`common.deviceKind.${kind}`)}
            </option>
          ))}
        </Select>
        <Select
          className={css.pick}
          aria-label={t('devices.col.profile')}
          value={filter.profile ?? ''}
          onChange={(event) => params.set({ profile: event.target.value })}
        >
          <option value="">{t('devices.list.anyProfile')}</option>
          {profiles
            .toSorted((a, b) => compareText(a.name, b.name))
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </Select>
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
        {any ? (
          <Button kind="quiet" size="small" icon={X} onClick={onClear}>
            {t('common.clearFilters')}
          </Button>
        ) : null}
      </div>
    </>
  )
}
