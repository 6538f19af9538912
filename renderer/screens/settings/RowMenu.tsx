/** The actions of an inventory row: edit in sight, retire or restore behind it. */
import { Archive, ArchiveRestore } from 'lucide-react'
import { useWords } from '../../app/i18n.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import css from './Settings.module.css'

export type RowMenuProps = {
  may: boolean
  /** What the row is called, for those who do not see it. */
  name: string
  retired: boolean
  onEdit: () => void
  onRetire: () => void
  onRestore: () => void
}

export function RowMenu({ may, name, retired, onEdit, onRetire, onRestore }: RowMenuProps) {
  const { t } = useWords()
  if (!may) return null
  return (
    <span className={css.rowActions}>
      {retired ? (
        <IconButton
          size="small"
          icon={ArchiveRestore}
          label={`${t('settings.action.restore')}: ${name}`}
          title={t('settings.action.restore')}
          onClick={onRestore}
        />
      ) : (
        <>
          <Button size="small" onClick={onEdit} aria-label={`${t('common.edit')}: ${name}`}>
            {t('common.edit')}
          </Button>
          <IconButton
            size="small"
            icon={Archive}
            label={`${t('settings.action.retire')}: ${name}`}
            title={t('settings.action.retire')}
            onClick={onRetire}
          />
        </>
      )}
    </span>
  )
}
