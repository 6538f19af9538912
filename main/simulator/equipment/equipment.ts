/** Every family the simulator can play, and the shared rows of each variant. */
import { Mib, type Row } from '../agent/mib.ts'
import type { Family, SimDevice, SimStation } from '../province/station.ts'
import { gateway } from './gateway.ts'
import { huaweiSmu } from './huawei-smu.ts'
import { huaweiRtn, minilink } from './radio.ts'
import { baicells, himoinsa, hwgSte2 } from './site.ts'

/** `key` names the variant: two stations with the same key have the same rows. */
type Variant = (station: SimStation) => { key: string; rows: () => Row[] }

const FAMILIES: Readonly<Record<Family, Variant>> = {
  'huawei-smu': huaweiSmu,
  'huawei-rtn': huaweiRtn,
  minilink,
  gateway,
  'hwg-ste2': hwgSte2,
  baicells,
  himoinsa,
}

const mibs = new Map<string, Mib>()

export function mibOf(device: SimDevice, station: SimStation): Mib {
  const variant = FAMILIES[device.family](station)
  const known = mibs.get(variant.key)
  if (known) return known
  const made = new Mib(variant.rows())
  mibs.set(variant.key, made)
  return made
}
