/** The demo branch's inventory: the same province that the simulator plays, as records the console can store. */
import type { BulkChange } from '../../../shared/model/bulk.ts'
import { makeProvince } from './province.ts'
import { servingStations } from './serving.ts'
import type { Province, SimDevice, SimStation } from './station.ts'

/** The name of the demo's credential, and its community. */
export const DEMO_CREDENTIAL = 'demo'
export const DEMO_COMMUNITY = 'demo'

const DEVICE_NAMES: Readonly<Record<SimDevice['family'], string>> = {
  'huawei-smu': 'Tủ nguồn Huawei ETP48',
  'eltek-sp2': 'Tủ nguồn Eltek Smartpack',
  'eltek-webpower': 'Tủ nguồn Eltek WebPower',
  'vertiv-ees': 'Tủ nguồn Vertiv NetSure',
  'eaton-sc200': 'Tủ nguồn Eaton SC200',
  'delta-orion': 'Tủ nguồn Delta Orion',
  enatel: 'Tủ nguồn Enatel SM32',
  'huawei-rtn': 'Viba Huawei RTN 905',
  minilink: 'Viba MINI-LINK 6600',
  'minilink-tn': 'Viba MINI-LINK TN',
  'minilink-6352': 'Viba MINI-LINK 6352',
  wavence: 'Viba Nokia Wavence',
  siae: 'Viba SIAE ALFOplus',
  ceragon: 'Viba Ceragon IP-20',
  aviat: 'Viba Aviat WTM',
  gateway: 'Cell-site gateway',
  mikrotik: 'Router MikroTik',
  'nokia-7705': 'Router Nokia 7705',
  'hwg-ste2': 'Giám sát môi trường STE2',
  'hwg-poseidon': 'Giám sát môi trường Poseidon',
  akcp: 'Giám sát môi trường AKCP',
  siteboss: 'Giám sát môi trường SiteBoss',
  baicells: 'eNodeB Baicells',
  tait: 'Trạm gốc Tait TB9300',
  himoinsa: 'Máy phát Himoinsa',
  comap: 'Máy phát ComAp',
  deepsea: 'Máy phát Deep Sea',
  ups: 'UPS',
  apc: 'UPS APC',
}

/** The fields of a station's record; what only the simulator knows stays behind. */
const RECORD = [
  'code',
  'name',
  'lat',
  'lon',
  'technologies',
  'cells',
  'shelter',
  'owner',
  'sharedWith',
  'remoteClass',
  'access',
  'accessMinutes',
  'criticality',
  'commissionedOn',
  'mains',
  'batteryAh',
  'batteryCells',
  'batteryInstalledOn',
  'batteryTestedOn',
  'genset',
  'tankLitres',
  'solar',
  'notes',
] as const

function stationRecord(province: Province, station: SimStation): BulkChange['stations'][number] {
  const record = Object.fromEntries(RECORD.map((field) => [field, station[field]])) as Pick<SimStation, (typeof RECORD)[number]>
  const { commune, hamlet, feeder } = station
  return {
    ...record,
    province: province.name,
    commune,
    hamlet,
    feeder,
    parentCodes: station.parents.flatMap((parent) => province.stations[parent]?.code ?? []),
  }
}

/** Everything the console needs to poll the simulator that listens at `port`. */
export function provincePlan(seed: number, stations: number, port: number, host = '127.0.0.1'): BulkChange {
  const province = makeProvince(seed, stations)
  const serving = servingStations(province)
  return {
    communes: province.communes.map(({ name, code }) => ({ province: province.name, name, code })),
    hamlets: province.hamlets.map(({ commune, name, households }, n) => ({
      province: province.name,
      commune,
      name,
      households,
      stationCodes: (serving[n] ?? []).flatMap((index) => province.stations[index]?.code ?? []),
    })),
    stations: province.stations.map((station) => stationRecord(province, station)),
    devices: province.stations.flatMap((station) =>
      station.devices.map((device) => ({
        stationCode: station.code,
        name: DEVICE_NAMES[device.family],
        kind: device.kind,
        host,
        port,
        credential: DEMO_CREDENTIAL,
        context: device.key,
        profile: 'auto',
        intervalSeconds: null,
        elsewhere: false,
        enabled: true,
      })),
    ),
  }
}
