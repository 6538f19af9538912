/** One rule beside the list: what it says, what stands differently where, the branch's runbook, and who changed what. */
import { useState } from 'react'
import { BookOpen, Pencil, Plus, RotateCcw, Trash2 } from 'lucide-react'
import type { RuleOverride } from '../../../shared/model/override.ts'
import { useCommand } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { ConfirmDialog, SidePanel } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Switch } from '../../components/Form.tsx'
import { Badge, SeverityIcon } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { adviceOf } from '../alarms/view.ts'
import { useMay } from '../settings/may.ts'
import { changeText } from './change-words.ts'
import { OverrideDialog } from './OverrideDialog.tsx'
import { RuleDialog } from './RuleDialog.tsx'
import { RuleTrail } from './RuleTrail.tsx'
import { RunbookDialog } from './RunbookDialog.tsx'
import { RunbookText } from './RunbookBox.tsx'
import { holdText } from './rule-words.ts'
import { useScopeText } from './scope.ts'
import type { RuleView } from './view.ts'
import css from './Rules.module.css'

type Open = { kind: 'rule' | 'reset' | 'runbook' } | { kind: 'override'; override: RuleOverride | null }

export function RulePanel({ view, onClose }: { view: RuleView; onClose: () => void }) {
  const { t } = useWords()
  const may = useMay('engineer')
  const [open, setOpen] = useState<Open | null>(null)
  const { rule } = view
  const save = useCommand('alarms.saveRule', { refresh: ['alarms.rules', 'rules.changed', 'rules.trail'] })
  const reset = useCommand('alarms.resetRule', { refresh: ['alarms.rules', 'rules.changed', 'rules.trail'] })
  const advice = adviceOf(rule.id, t)
  const close = () => setOpen(null)
  const turn = (enabled: boolean) =>
    save.mutate(
      { ...rule, enabled },
      {
        onSuccess: () =>
          toast({ text: t(enabled ? 'rules.turnedOn' : 'rules.turnedOff', { name: view.title }), undo: () => save.mutateAsync(rule) }),
        onError: toastFailure,
      },
    )
  return (
    <SidePanel
      label={t('rules.panel.label')}
      over={
        <span className={css.over}>
          <SeverityIcon severity={rule.severity} word /> {view.changed ? <Badge>{t('rules.changed')}</Badge> : null}
        </span>
      }
      title={view.title}
      onClose={onClose}
    >
      <div className={css.panel}>
        {may ? null : <p className={css.note}>{t('rules.panel.forbidden')}</p>}
        <section>
          <h3>{t('rules.panel.standing')}</h3>
          <Facts>
            <Fact name={t('rules.condition')}>{view.condition}</Fact>
            <Fact name={t('rules.hold')}>{holdText(rule.raiseHold, t)}</Fact>
            <Fact name={t('rules.clearHold')}>{holdText(rule.clearHold, t)}</Fact>
          </Facts>
          <div className={css.deeds}>
            <Switch
              label={t('rules.enabled')}
              checked={rule.enabled}
              disabled={!may || save.isPending}
              onChange={(event) => turn(event.target.checked)}
            />
            {may ? (
              <>
                <Button size="small" icon={Pencil} onClick={() => setOpen({ kind: 'rule' })}>
                  {t('rules.edit')}
                </Button>
                {view.changed ? (
                  <Button size="small" kind="quiet" icon={RotateCcw} onClick={() => setOpen({ kind: 'reset' })}>
                    {t('settings.action.reset')}
                  </Button>
                ) : null}
              </>
            ) : null}
          </div>
        </section>
        <section>
          <h3>{t('rules.overrides')}</h3>
          <Overrides view={view} may={may} onEdit={(override) => setOpen({ kind: 'override', override })} />
          {may ? (
            <Button size="small" icon={Plus} onClick={() => setOpen({ kind: 'override', override: null })}>
              {t('rules.override.add')}
            </Button>
          ) : null}
        </section>
        {advice === null ? null : (
          <section>
            <h3>{t('rules.panel.advice')}</h3>
            <p>{advice}</p>
          </section>
        )}
        <section>
          <h3>{t('rules.runbook.title')}</h3>
          {view.runbook ? <RunbookText book={view.runbook} /> : <p className="muted">{t('rules.runbook.none')}</p>}
          {may ? (
            <Button size="small" icon={BookOpen} onClick={() => setOpen({ kind: 'runbook' })}>
              {t(view.runbook ? 'rules.runbook.edit' : 'rules.runbook.add')}
            </Button>
          ) : null}
        </section>
        {may ? (
          <section>
            <h3>{t('rules.panel.history')}</h3>
            <RuleTrail ruleId={rule.id} />
          </section>
        ) : null}
      </div>
      {open?.kind === 'rule' ? <RuleDialog rule={rule} onClose={close} /> : null}
      {open?.kind === 'override' ? <OverrideDialog view={view} override={open.override} onClose={close} /> : null}
      {open?.kind === 'runbook' ? <RunbookDialog ruleId={rule.id} title={view.title} book={view.runbook} onClose={close} /> : null}
      <ConfirmDialog
        open={open?.kind === 'reset'}
        onClose={close}
        title={t('rules.resetTitle', { name: view.title })}
        verb={t('settings.action.reset')}
        onConfirm={async () => {
          await reset.mutateAsync({ id: rule.id })
          toast({ text: t('rules.reset', { name: view.title }), undo: () => save.mutateAsync(rule) })
        }}
      >
        <p>{t('rules.resetText')}</p>
      </ConfirmDialog>
    </SidePanel>
  )
}

function Overrides({ view, may, onEdit }: { view: RuleView; may: boolean; onEdit: (override: RuleOverride) => void }) {
  const { t, locale } = useWords()
  const scopeText = useScopeText()
  const remove = useCommand('rules.removeOverride', { refresh: ['rules.overrides', 'rules.trail'] })
  const add = useCommand('rules.saveOverride', { refresh: ['rules.overrides', 'rules.trail'] })
  const takeAway = ({ id, version, scope, change, note }: RuleOverride) =>
    remove.mutate(
      { id, version },
      {
        onSuccess: () =>
          toast({
            text: t('rules.override.removed', { name: scopeText(scope) }),
            undo: () => add.mutateAsync({ id: null, version: 0, scope, change, note }),
          }),
        onError: toastFailure,
      },
    )
  if (view.overrides.length === 0) return <p className="muted">{t('rules.override.none')}</p>
  return (
    <ul className={css.overrides}>
      {view.overrides.map((override) => {
        const name = scopeText(override.scope)
        return (
          <li key={override.id}>
            <span>
              <span className="muted">{t(`rules.override.${override.scope.kind}`)}</span> <strong>{name}</strong>
              <span className={css.sub}>{changeText(override.change, view.rule, t, locale)}</span>
              {override.note === '' ? null : <span className={css.sub}>{override.note}</span>}
            </span>
            {may ? (
              <span className={css.rowDeeds}>
                <IconButton
                  size="small"
                  icon={Pencil}
                  label={`${t('rules.override.edit')}: ${name}`}
                  title={t('rules.override.edit')}
                  onClick={() => onEdit(override)}
                />
                <IconButton
                  size="small"
                  icon={Trash2}
                  label={`${t('rules.override.remove')}: ${name}`}
                  title={t('rules.override.remove')}
                  onClick={() => takeAway(override)}
                />
              </span>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
