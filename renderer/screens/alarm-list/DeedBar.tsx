/** What can be done about the selected alarms: the usual deeds as buttons, the rest in a menu. */
import {
  AlarmClock,
  BellMinus,
  BellPlus,
  CheckCheck,
  EyeOff,
  Eye,
  MessageSquarePlus,
  Undo2,
  UserCheck,
  UserPlus,
  UserX,
  X,
} from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { useWords } from '../../app/i18n.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { Menu, type MenuItem } from '../../components/Menu.tsx'
import type { AlarmView } from '../alarms/view.ts'
import { fit, type Deed } from './deeds.ts'
import css from './Alarms.module.css'

export type OnDeed = (deed: Deed, views: readonly AlarmView[], atOnce?: boolean) => void
export const DEED_ICONS = {
  acknowledge: UserCheck,
  unacknowledge: Undo2,
  assign: UserPlus,
  unassign: UserX,
  comment: MessageSquarePlus,
  shelve: AlarmClock,
  unshelve: BellPlus,
  suppress: EyeOff,
  unsuppress: Eye,
  close: CheckCheck,
} as const satisfies Record<Deed, typeof BellMinus>

export type DeedBarProps = { chosen: readonly AlarmView[]; may: boolean; maySuppress: boolean; onDeed: OnDeed; onNone: () => void }

export function DeedBar({ chosen, may, maySuppress, onDeed, onNone }: DeedBarProps) {
  const { t, locale } = useWords()
  const goes = (deed: Deed) => (deed === 'suppress' || deed === 'unsuppress' ? maySuppress : may) && fit(deed, chosen).length > 0
  const item = (deed: Deed): MenuItem => ({
    label: t(`alarms.deed.${deed}`),
    icon: DEED_ICONS[deed],
    disabled: !goes(deed),
    onSelect: () => onDeed(deed, chosen),
  })
  return (
    <>
      <span className={css.selected}>{t('alarms.selected', { n: number(chosen.length, locale) })}</span>
      <Button size="small" kind="primary" icon={UserCheck} disabled={!goes('acknowledge')} onClick={() => onDeed('acknowledge', chosen)}>
        {t('alarms.acknowledge')}
      </Button>
      <Button size="small" icon={UserPlus} disabled={!goes('assign')} onClick={() => onDeed('assign', chosen, true)}>
        {t('alarms.toMe')}
      </Button>
      <Button size="small" icon={AlarmClock} disabled={!goes('shelve')} onClick={() => onDeed('shelve', chosen)}>
        {t('alarms.deed.shelve')}
      </Button>
      <Menu
        label={t('alarms.moreDeeds')}
        items={[
          item('comment'),
          item('assign'),
          item('unassign'),
          item('unacknowledge'),
          item('unshelve'),
          item('suppress'),
          item('unsuppress'),
          { ...item('close'), danger: true },
        ]}
      />
      <IconButton size="small" icon={X} label={t('alarms.clearSelection')} onClick={onNone} />
    </>
  )
}
