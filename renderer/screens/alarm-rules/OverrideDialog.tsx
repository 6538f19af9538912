/** An override of a rule: where it stands, what it changes, why; tried on history before it is saved. */
import { useState } from 'react'
import { number } from '../../../shared/format/number.ts'
import { SEVERITIES } from '../../../shared/model/alarm.ts'
import { metric } from '../../../shared/model/metric.ts'
import type { OverrideScope, RuleOverride } from '../../../shared/model/override.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { failureOf, phraseText, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, FieldRow, Input, Select } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import { StationPicker } from '../discovery/StationPicker.tsx'
import { useStationNames } from '../discovery/stations.ts'
import { readChange, textOfChange, type OverrideText } from './override-form.ts'
import { PreviewBox } from './PreviewBox.tsx'
import { useScopeText } from './scope.ts'
import type { RuleView } from './view.ts'
import css from './Rules.module.css'

const NOTHING = { severity: null, enabled: null, threshold: null, raiseHold: null, clearHold: null }
type Kind = OverrideScope['kind']

export function OverrideDialog({ view, override, onClose }: { view: RuleView; override: RuleOverride | null; onClose: () => void }) {
  const { t, locale } = useWords()
  const { rule } = view
  const stations = useStationNames()
  const groups = useRead('groups.list')
  const scopeText = useScopeText()
  const [kind, setKind] = useState<Kind>(override?.scope.kind ?? 'station')
  const [stationId, setStationId] = useState<number | null>(null)
  const [groupId, setGroupId] = useState<number | null>(null)
  const [text, setText] = useState<OverrideText>(() => textOfChange(override?.change ?? NOTHING, locale))
  const [note, setNote] = useState(override?.note ?? '')
  const [asked, setAsked] = useState(false)
  const save = useCommand('rules.saveOverride', { refresh: ['rules.overrides', 'rules.trail'] })

  const scope: OverrideScope | null =
    override?.scope ??
    (kind === 'metric'
      ? view.metric && { kind, metric: view.metric }
      : kind === 'station'
        ? stationId === null
          ? null
          : { kind, stationId, ruleId: rule.id }
        : groupId === null
          ? null
          : { kind, groupId, ruleId: rule.id })
  const read = readChange(rule, text)
  const failure = save.error ? failureOf(save.error) : null
  const issueAt = (...names: string[]) => failure?.issues.find(({ path }) => names.includes(path))
  const errorOf = (name: keyof OverrideText, path: string): string | null => {
    const issue = issueAt(path)
    if (issue) return phraseText(t, issue.phrase)
    const problem = !read.ok && asked ? read.problems[name] : undefined
    return problem ? t(problem.key, { ...problem.params }) : null
  }
  const put = (name: keyof OverrideText, value: string) => setText((old) => ({ ...old, [name]: value }))
  const submit = () => {
    setAsked(true)
    if (!read.ok || !scope) return
    save.mutate(
      { id: override?.id ?? null, version: override?.version ?? 0, scope, change: read.change, note },
      {
        onSuccess: (saved) => {
          toast({ text: t('rules.override.saved', { name: scopeText(saved.scope) }) })
          onClose()
        },
      },
    )
  }
  const input = (name: keyof OverrideText, label: string, path: string, placeholder: string, unit = '') => (
    <Field label={label} error={errorOf(name, path)}>
      <Input
        inputMode="decimal"
        value={text[name]}
        placeholder={placeholder}
        suffix={unit || undefined}
        onChange={(event) => put(name, event.target.value)}
      />
    </Field>
  )
  const { condition } = rule
  const scopeIssue = issueAt('scope', 'scope.stationId', 'scope.groupId', 'scope.ruleId', 'scope.metric', 'change', 'change.threshold')
  const missing = scope === null ? t('rules.override.pick') : !read.ok && read.problems.form ? t(read.problems.form.key) : null
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('rules.override.addTitle', { name: view.title })}
      description={`${view.condition}. ${t('rules.override.blank')}`}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={save.isPending} onClick={submit}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      {override ? (
        <p>
          {t('rules.override.where')}: <strong>{scopeText(override.scope)}</strong>
        </p>
      ) : (
        <FieldRow className={css.where}>
          <Field label={t('rules.override.where')}>
            <Select
              value={kind}
              onChange={(event) =>
                setKind(event.target.value === 'group' ? 'group' : event.target.value === 'metric' ? 'metric' : 'station')
              }
            >
              <option value="station">{t('rules.override.station')}</option>
              <option value="group">{t('rules.override.group')}</option>
              {view.metric === null ? null : <option value="metric">{t('rules.override.metric')}</option>}
            </Select>
          </Field>
          {kind === 'station' ? (
            <StationPicker stations={stations.list} value={stationId} onChange={setStationId} label={t('rules.override.pickStation')} />
          ) : kind === 'group' ? (
            <Field label={t('rules.override.pickGroup')} hint={groups.data?.length === 0 ? t('rules.override.noGroups') : undefined}>
              <Select value={groupId ?? ''} onChange={(event) => setGroupId(Number(event.target.value) || null)}>
                <option value="">—</option>
                {(groups.data ?? []).map((group) => (
                  <option key={group.id} value={group.id}>
                    {`${group.name} (${number(group.stationIds.length, locale)})`}
                  </option>
                ))}
              </Select>
            </Field>
          ) : null}
        </FieldRow>
      )}
      <FieldRow>
        <Field label={t('rules.severity')}>
          <Select value={text.severity} onChange={(event) => put('severity', event.target.value)}>
            <option value="">{t('rules.override.asRule', { value: t(`common.severity.${rule.severity}`) })}</option>
            {SEVERITIES.map((one) => (
              <option key={one} value={one}>
                {t(`common.severity.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('rules.override.onOff')}>
          <Select value={text.enabled} onChange={(event) => put('enabled', event.target.value)}>
            <option value="">{t('rules.override.asRule', { value: t(rule.enabled ? 'rules.enabled' : 'rules.disabled') })}</option>
            <option value="on">{t('rules.enabled')}</option>
            <option value="off">{t('rules.disabled')}</option>
          </Select>
        </Field>
      </FieldRow>
      {condition.kind === 'threshold' ? (
        <FieldRow>
          {input(
            'raise',
            t('rules.raise'),
            'change.threshold.raise',
            number(condition.raise, locale, 6, true),
            metric(condition.metric).unit,
          )}
          {input(
            'clear',
            t('rules.clear'),
            'change.threshold.clear',
            number(condition.clear, locale, 6, true),
            metric(condition.metric).unit,
          )}
        </FieldRow>
      ) : null}
      <FieldRow className={css.holds}>
        {input('raisePolls', `${t('rules.hold')} (${t('rules.polls')})`, 'change.raiseHold.polls', String(rule.raiseHold.polls))}
        {input('raiseSeconds', `${t('rules.hold')} (${t('rules.seconds')})`, 'change.raiseHold.seconds', String(rule.raiseHold.seconds))}
      </FieldRow>
      <FieldRow className={css.holds}>
        {input('clearPolls', `${t('rules.clearHold')} (${t('rules.polls')})`, 'change.clearHold.polls', String(rule.clearHold.polls))}
        {input(
          'clearSeconds',
          `${t('rules.clearHold')} (${t('rules.seconds')})`,
          'change.clearHold.seconds',
          String(rule.clearHold.seconds),
        )}
      </FieldRow>
      <Field label={t('rules.override.note')} hint={t('rules.override.noteHint')}>
        <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <p className="muted">{t('rules.override.order')}</p>
      <PreviewBox
        proposal={read.ok && scope ? { kind: 'override', id: override?.id ?? null, scope, change: read.change } : null}
        missing={missing}
      />
      {scopeIssue || (asked && missing) || (failure && failure.issues.length === 0) ? (
        <p role="alert" className={css.problem}>
          {scopeIssue
            ? phraseText(t, scopeIssue.phrase)
            : asked && missing
              ? missing
              : failure?.code === 'CONFLICT'
                ? t('rules.conflict')
                : failure
                  ? sentence(t, failure)
                  : null}
        </p>
      ) : null}
    </Dialog>
  )
}
