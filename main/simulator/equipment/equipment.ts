/** Every family the simulator can play, and the shared rows of each variant. */
import { Mib, type Row } from '../agent/mib.ts'
import type { Family, SimDevice, SimStation } from '../province/station.ts'
import { baicells, tait } from './bts.ts'
import { eltekSp2, eltekWebPower } from './eltek.ts'
import { akcp, hwgPoseidon, hwgSte2, siteBoss } from './environment.ts'
import { gateway } from './gateway.ts'
import { comap, deepSea, himoinsa } from './gensets.ts'
import { huaweiSmu } from './huawei-smu.ts'
import { deltaOrion, eatonSc200, enatel, vertiv } from './power-systems.ts'
import { huaweiRtn, minilink } from './radio.ts'
import { aviat, ceragon, minilink6352, minilinkTn, siae, wavence } from './radios.ts'
import { mikrotik, nokia7705 } from './routers.ts'
import { apcUps, upsRfc1628 } from './ups.ts'

/** `key` names the variant: two stations with the same key have the same rows. */
type Variant = (station: SimStation) => { key: string; rows: () => Row[] }

const FAMILIES: Readonly<Record<Family, Variant>> = {
  'huawei-smu': huaweiSmu,
  'eltek-sp2': eltekSp2,
  'eltek-webpower': eltekWebPower,
  'vertiv-ees': vertiv,
  'eaton-sc200': eatonSc200,
  'delta-orion': deltaOrion,
  enatel,
  'huawei-rtn': huaweiRtn,
  minilink,
  'minilink-tn': minilinkTn,
  'minilink-6352': minilink6352,
  wavence,
  siae,
  ceragon,
  aviat,
  gateway,
  mikrotik,
  'nokia-7705': nokia7705,
  'hwg-ste2': hwgSte2,
  'hwg-poseidon': hwgPoseidon,
  akcp,
  siteboss: siteBoss,
  baicells,
  tait,
  himoinsa,
  comap,
  deepsea: deepSea,
  ups: upsRfc1628,
  apc: apcUps,
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
