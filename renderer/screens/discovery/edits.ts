/** What a person has changed in the rows of a scan and not added yet; it stays while other screens are looked at. */
import { create } from 'zustand'
import type { FieldIssue } from '../../../shared/model/phrase.ts'
import type { Edit } from './rows.ts'

type Edits = { scanId: number; edits: ReadonlyMap<number, Edit>; issues: ReadonlyMap<number, readonly FieldIssue[]> }
const NONE: Edits = { scanId: 0, edits: new Map(), issues: new Map() }
const useStore = create<Edits>()(() => NONE)

/** Edits of this scan; those of another one are forgotten with the first change. */
export function useEdits(scanId: number): Edits {
  const held = useStore()
  return held.scanId === scanId ? held : NONE
}

export function change(scanId: number, positions: readonly number[], edit: Edit): void {
  useStore.setState((now) => {
    const held = now.scanId === scanId ? now : NONE
    const edits = new Map(held.edits)
    const issues = new Map(held.issues)
    for (const position of positions) {
      edits.set(position, { ...edits.get(position), ...edit })
      issues.delete(position)
    }
    return { scanId, edits, issues }
  })
}

/** Why rows were refused; rows that are not named anew lose their old reason. */
export function refused(
  scanId: number,
  tried: readonly number[],
  why: readonly { position: number; issues: readonly FieldIssue[] }[],
): void {
  useStore.setState((now) => {
    const held = now.scanId === scanId ? now : NONE
    const issues = new Map(held.issues)
    for (const position of tried) issues.delete(position)
    for (const one of why) issues.set(one.position, one.issues)
    return { scanId, edits: held.edits, issues }
  })
}
