/** The filters above the trap log; all of them live in the address. */
import { X } from 'lucide-react'
import type { Params } from '../../app/location.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { FilterChips, FilterSelect, SearchBox } from '../../components/Filters.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { SnmpVersion } from '../../../shared/model/device.ts'
import { TRAP_VERDICTS } from '../../../shared/model/trap.ts'
import type { TrapQuestion } from './data.ts'
import { isFiltered, NO_FILTER } from './filter.ts'
import { VERDICT_TONE } from './view.ts'
import css from './Traps.module.css'

export function TrapFilters({
  question,
  typed,
  onType,
  params,
  opened,
}: {
  question: TrapQuestion
  typed: string
  onType: (text: string) => void
  params: Params
  /** The station or device whose traps are shown, in words. */
  opened: string | null
}) {
  const { t } = useWords()
  return (
    <div className={css.filters}>
      <SearchBox
        className={css.search}
        value={typed}
        onChange={onType}
        label={t('traps.filter.text')}
        placeholder={t('traps.filter.textHint')}
      />
      <FilterSelect
        className={css.pick}
        label={t('traps.filter.version')}
        any={t('traps.filter.versionAll')}
        options={SnmpVersion.options.map((version) => ({ value: version, label: `SNMPv${version}` }))}
        value={question.versions[0] ?? null}
        onChange={(version) => params.set({ version })}
      />
      <div className={css.chips}>
        <FilterChips
          label={t('traps.filter.verdict')}
          value={question.verdicts}
          onChange={(verdicts) => params.set({ verdict: verdicts })}
          chips={TRAP_VERDICTS.map((verdict) => ({
            value: verdict,
            title: t(`traps.verdictWhy.${verdict}`),
            label: (
              <>
                <ToneIcon tone={VERDICT_TONE[verdict]} size={11} />
                {t(`traps.verdict.${verdict}`)}
              </>
            ),
          }))}
        />
      </div>
      {opened === null ? null : (
        <Button size="small" icon={X} onClick={() => params.set({ station: null, device: null })}>
          {opened}
        </Button>
      )}
      {isFiltered(question) ? (
        <Button
          kind="quiet"
          size="small"
          onClick={() => {
            onType('')
            params.set(NO_FILTER)
          }}
        >
          {t('common.clearFilters')}
        </Button>
      ) : null}
    </div>
  )
}
