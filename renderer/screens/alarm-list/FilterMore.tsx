/** The filters that are seldom changed, behind one button: state, cause, commune, who has it, how old. */
import { Popover } from '@base-ui/react/popover'
import { SlidersHorizontal } from 'lucide-react'
import { useMemo } from 'react'
import { compareText } from '../../../shared/format/text.ts'
import { PROBABLE_CAUSES } from '../../../shared/model/alarm.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Checkbox, Field, FieldGroup, Select } from '../../components/Form.tsx'
import { cx } from '../../components/cx.ts'
import button from '../../components/Button.module.css'
import popover from '../../components/Popover.module.css'
import { causeOf, type AlarmView } from '../alarms/view.ts'
import { AGES, ME, NOBODY, STATES, type AlarmFilter } from './filter.ts'
import type { Ask } from './useQuestion.ts'
import css from './Alarms.module.css'

export type FilterMoreProps = { filter: AlarmFilter; views: readonly AlarmView[]; ask: Ask; past: boolean }

export function FilterMore(props: FilterMoreProps) {
  const { t } = useWords()
  return (
    <Popover.Root>
      <Popover.Trigger className={cx(button.button, button.secondary, button.normal)} aria-label={t('alarms.filter.more')}>
        <SlidersHorizontal size={16} strokeWidth={1.75} aria-hidden />
        <span className={button.label}>{t('common.filters')}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className={popover.positioner}>
          <Popover.Popup className={cx(popover.popup, css.filterPopup)}>
            <Popover.Title className={popover.title}>{t('alarms.filter.more')}</Popover.Title>
            <Fields {...props} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

const first = (value: number | undefined): string => (value === undefined ? '' : String(value))

function Fields({ filter, views, ask, past }: FilterMoreProps) {
  const { t } = useWords()
  const list = useRead('stations.list', undefined, { staleTime: 60_000 })
  const communes = useMemo(() => (list.data?.communes ?? []).toSorted((a, b) => compareText(a.name, b.name)), [list.data])
  const causes = useMemo(
    () =>
      Object.keys(PROBABLE_CAUSES)
        .map((cause) => ({ cause, name: causeOf(Number(cause), t) }))
        .sort((a, b) => compareText(a.name, b.name)),
    [t],
  )
  const people = useMemo(() => [...new Set(views.flatMap(({ alarm }) => alarm.assignedTo ?? []))].sort(compareText), [views])
  const states = past ? (['acknowledged', 'suppressed'] as const) : STATES
  return (
    <>
      {past ? null : (
        <FieldGroup title={t('alarms.filter.state')}>
          <div className={css.states}>
            {states.map((state) => (
              <Checkbox
                key={state}
                label={t(`alarms.state.${state}`)}
                checked={filter.states.includes(state)}
                onChange={(event) =>
                  ask({ state: STATES.filter((one) => (one === state ? event.target.checked : filter.states.includes(one))) })
                }
              />
            ))}
          </div>
        </FieldGroup>
      )}
      <Field label={t('alarms.filter.cause')}>
        <Select
          value={filter.causes.length > 1 ? 'several' : first(filter.causes[0])}
          onChange={(event) => (event.target.value === 'several' ? undefined : ask({ cause: event.target.value || null }))}
        >
          <option value="">{t('alarms.filter.causeAll')}</option>
          {filter.causes.length > 1 ? (
            <option value="several">{t('alarms.filter.causeSeveral', { n: filter.causes.length })}</option>
          ) : null}
          {causes.map(({ cause, name }) => (
            <option key={cause} value={cause}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('alarms.filter.commune')}>
        <Select value={first(filter.communes[0])} onChange={(event) => ask({ commune: event.target.value || null })}>
          <option value="">{t('alarms.filter.communeAll')}</option>
          {communes.map((commune) => (
            <option key={commune.id} value={commune.id}>
              {commune.name}
            </option>
          ))}
        </Select>
      </Field>
      {past ? null : (
        <>
          <Field label={t('alarms.filter.assigned')}>
            <Select value={filter.assigned ?? ''} onChange={(event) => ask({ assigned: event.target.value || null })}>
              <option value="">{t('alarms.filter.assignedAll')}</option>
              <option value={ME}>{t('alarms.filter.assignedMe')}</option>
              <option value={NOBODY}>{t('alarms.filter.assignedNobody')}</option>
              {people.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('alarms.filter.age')}>
            <Select value={filter.age ?? ''} onChange={(event) => ask({ age: event.target.value || null })}>
              <option value="">{t('alarms.filter.ageAll')}</option>
              {AGES.map((age) => (
                <option key={age} value={age}>
                  {t(`alarms.filter.ages.${age}`)}
                </option>
              ))}
            </Select>
          </Field>
        </>
      )}
    </>
  )
}
