/** A rule: which incidents it names, who is told at once, who later, and what else they hear. */
import { useState } from 'react'
import { Plus, Trash2 } from 'lucide-react'
import { ADDRESSED } from '../../../shared/model/channel.ts'
import { SEVERITIES } from '../../../shared/model/alarm.ts'
import { IncidentCause } from '../../../shared/model/incident.ts'
import type { NotificationRule, NotificationRuleInput, RuleStep } from '../../../shared/model/notification.ts'
import { useCommand } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Checkbox, Field, FieldGroup, FieldRow, Input, Select, Switch } from '../../components/Form.tsx'
import { FilterChips } from '../../components/Filters.tsx'
import { toast } from '../../components/Toast.tsx'
import { HoursField } from './HoursField.tsx'
import { Picks } from './Picks.tsx'
import { channelName, type Names } from './words.ts'
import { useSend } from './useSend.ts'
import css from './Notifications.module.css'

const MOST_STEPS = 5
const DAYS = ['1', '2', '3', '4', '5', '6', '7'] as const

const blank = (names: Names): NotificationRuleInput => ({
  name: '',
  enabled: true,
  atLeast: 'major',
  causes: [],
  communeIds: [],
  groupIds: [],
  weekdays: [],
  hours: null,
  steps: [{ afterMinutes: 0, channelIds: [...names.channels.keys()].slice(0, 1), teamIds: [] }],
  tellWorse: true,
  tellEnd: true,
})

export function RuleDialog({ present, names, onClose }: { present: NotificationRule | null; names: Names; onClose: () => void }) {
  const { t } = useWords()
  const [rule, setRule] = useState<NotificationRuleInput>(() => present ?? blank(names))
  const save = useCommand('notifications.saveRule', { refresh: ['notifications.rules', 'notifications.preview'] })
  const form = useSend(
    () => save.mutateAsync({ target: present && { id: present.id, version: present.version }, values: rule }),
    () => {
      toast({ text: t('notify.saved') })
      onClose()
    },
  )
  const set = (by: Partial<NotificationRuleInput>) => setRule((old) => ({ ...old, ...by }))
  const setStep = (i: number, by: Partial<RuleStep>) => set({ steps: rule.steps.map((step, at) => (at === i ? { ...step, ...by } : step)) })
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={present ? t('notify.rule.edit', { name: present.name || t('notify.rule.first') }) : t('notify.rule.add')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={form.busy} onClick={form.send}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <FieldRow>
          <Field label={t('notify.field.name')} error={form.errorOf('name')} required>
            <Input
              value={rule.name}
              maxLength={80}
              placeholder={present?.name === '' ? t('notify.rule.first') : t('notify.rule.nameHint')}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <Field label={t('notify.field.atLeast')}>
            <Select
              value={rule.atLeast}
              onChange={(event) => set({ atLeast: SEVERITIES.find((one) => one === event.target.value) ?? 'major' })}
            >
              {SEVERITIES.map((one) => (
                <option key={one} value={one}>
                  {t('notify.rule.atLeast', { severity: t(`common.severity.${one}`) })}
                </option>
              ))}
            </Select>
          </Field>
        </FieldRow>
        <FieldGroup title={t('notify.rule.which')} hint={t('notify.rule.whichNote')}>
          <FilterChips
            label={t('notify.field.cause')}
            chips={IncidentCause.options.map((value) => ({ value, label: t(`incidents.cause.${value}`) }))}
            value={rule.causes}
            onChange={(causes) => set({ causes })}
          />
          <FieldRow>
            <Picks
              label={t('notify.field.communes')}
              names={names.communes}
              value={rule.communeIds}
              onChange={(communeIds) => set({ communeIds })}
            />
            <Picks label={t('notify.field.groups')} names={names.groups} value={rule.groupIds} onChange={(groupIds) => set({ groupIds })} />
          </FieldRow>
          <FilterChips
            label={t('notify.field.weekdays')}
            chips={DAYS.map((value) => ({ value, label: t(`notify.weekday.${value}`) }))}
            value={DAYS.filter((day) => rule.weekdays.includes(Number(day)))}
            onChange={(days) => set({ weekdays: days.map(Number).sort((a, b) => a - b) })}
          />
          <HoursField label={t('notify.field.hours')} value={rule.hours} onChange={(hours) => set({ hours })} />
        </FieldGroup>
        {rule.steps.map((step, i) => (
          <FieldGroup key={i} title={i === 0 ? t('notify.rule.atOnce') : t('notify.rule.step', { n: i + 1 })}>
            {i === 0 ? null : (
              <div className={css.stepHead}>
                <Field label={t('notify.field.after')} error={form.errorOf(`steps.${i}.afterMinutes`)}>
                  <Input
                    inputMode="numeric"
                    suffix={t('notify.minutes')}
                    value={step.afterMinutes === 0 ? '' : String(step.afterMinutes)}
                    onChange={(event) => setStep(i, { afterMinutes: Number(event.target.value.replaceAll(/\D/g, '').slice(0, 4)) })}
                  />
                </Field>
                <IconButton
                  icon={Trash2}
                  label={t('notify.rule.dropStep', { n: i + 1 })}
                  onClick={() => set({ steps: rule.steps.filter((_, at) => at !== i) })}
                />
              </div>
            )}
            <Ticks
              label={t('notify.field.channels')}
              error={form.errorOf(`steps.${i}.channelIds`)}
              options={Array.from(names.channels.values(), (one) => ({
                id: one.id,
                label: channelName(t, one) + (one.enabled ? '' : ` (${t('notify.off')})`),
              }))}
              value={step.channelIds}
              onChange={(channelIds) => setStep(i, { channelIds })}
            />
            {step.channelIds.some((id) => ADDRESSED.has(names.channels.get(id)?.kind ?? 'desktop')) ? (
              <Ticks
                label={t('notify.field.teams')}
                error={form.errorOf(`steps.${i}.teamIds`)}
                empty={t('notify.rule.noTeams')}
                options={Array.from(names.teams.values(), (one) => ({ id: one.id, label: one.name }))}
                value={step.teamIds}
                onChange={(teamIds) => setStep(i, { teamIds })}
              />
            ) : null}
          </FieldGroup>
        ))}
        {rule.steps.length < MOST_STEPS ? (
          <Button
            className={css.addStep}
            icon={Plus}
            onClick={() =>
              set({ steps: [...rule.steps, { afterMinutes: 10, channelIds: rule.steps.at(-1)?.channelIds ?? [], teamIds: [] }] })
            }
          >
            {t('notify.rule.addStep')}
          </Button>
        ) : null}
        <FieldGroup title={t('notify.rule.afterwards')}>
          <Checkbox
            label={t('notify.rule.tellWorse')}
            checked={rule.tellWorse}
            onChange={(event) => set({ tellWorse: event.target.checked })}
          />
          <Checkbox label={t('notify.rule.tellEnd')} checked={rule.tellEnd} onChange={(event) => set({ tellEnd: event.target.checked })} />
        </FieldGroup>
        <Switch label={t('notify.rule.enabled')} checked={rule.enabled} onChange={(event) => set({ enabled: event.target.checked })} />
        {form.problem ? (
          <p role="alert" className={css.problem}>
            {form.problem}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}

type TicksProps = {
  label: string
  error: string | null
  empty?: string
  options: readonly { id: number; label: string }[]
  value: readonly number[]
  onChange: (ids: number[]) => void
}

function Ticks({ label, error, empty, options, value, onChange }: TicksProps) {
  return (
    <div role="group" aria-label={label} className={css.ticks}>
      <span className={css.ticksLabel}>{label}</span>
      {options.length === 0 && empty ? <span className={css.hint}>{empty}</span> : null}
      {options.map((one) => (
        <Checkbox
          key={one.id}
          label={one.label}
          checked={value.includes(one.id)}
          onChange={(event) => onChange(event.target.checked ? [...value, one.id] : value.filter((id) => id !== one.id))}
        />
      ))}
      {error ? <span className={css.fieldError}>{error}</span> : null}
    </div>
  )
}
