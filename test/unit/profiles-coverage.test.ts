/** The objects that the equipment facts name: each stands in its family's profile, and every family is one. */
import { expect, it } from 'vitest'
import { loadProfiles } from '../../main/profiles/load.ts'

/** Family: the root that its objects share, then what stands behind it. */
const FACTS: readonly (readonly [id: string, root: string, objects: string])[] = [
  [
    'huawei-smu',
    '1.3.6.1.4.1.2011.6.164.1',
    '5.2.1.1.4 5.2.1.1.5 5.2.1.1.6 5.2.1.1.99 3.1.3.0 3.1.4.0 3.2.2.1.2 3.2.2.1.3 3.2.2.1.99 6.1.3.0 6.1.4.0 6.2.1.1.6 4.2.1.0 4.2.3.0 4.2.2.0 4.4.2.1.3 4.4.2.1.6 4.4.2.1.99 8.2.1.1.4 8.2.2.1.4 1.1.9.0',
  ],
  [
    'eltek-sp2',
    '1.3.6.1.4.1.12148.10',
    '2.1.0 3.1.0 10.1.0 2.3.0 3.4.1.6 5.2.5.0 9.2.5.0 10.6.5.0 2.15.0 5.6.1.2 5.6.1.3 5.6.1.4 10.5.5.0 10.7.5.0 2.16.0 10.8.5.0 10.9.5.0 2.17.0 11.2.1.2 11.2.1.3',
  ],
  ['eltek-webpower', '1.3.6.1.4.1.12148.9', '3.2.0 5.5.2.1.4 5.5.2.1.3 6.1.0 6.2.0 6.3.0'],
  [
    'vertiv-ees',
    '1.3.6.1.4.1.6302.2.1',
    '2.1.0 2.2.0 2.3.0 2.5.1.0 2.5.2.0 2.5.3.0 2.6.1.0 2.6.2.0 2.6.3.0 2.7.3.1.2 2.7.3.1.3 2.7.3.1.4 2.9.0 2.11.4.1.6 2.11.4.1.8 4.1.4 4.1.5',
  ],
  ['vertiv-vortex', '1.3.6.1.4.1.885.3.2.1', '1.0 2.0'],
  [
    'eaton-sc200',
    '1.3.6.1.4.1.1918.2.13.10',
    '40.10.0 50.10.0 50.30.0 70.10.20.0 100.30.0 100.40.0 60.30.1.90 60.30.1.95 60.30.1.100 60.30.1.110 90.40.1.20 90.40.1.50',
  ],
  ['delta-orion', '1.3.6.1.4.1.20246.2.3.1.1.1.2', '9.1.1.2 9.1.1.3 9.1.1.4 9.1.1.5 10.1.1.2 10.1.1.3'],
  ['enatel-sm32', '1.3.6.1.4.1.21940.2', '3.1.2.1.0 4.2.1.0 4.2.13.0 4.2.17.0 11.1.0 11.3.0 11.6.0 11.7.0 11.8.0 11.9.0 11.10.0'],
  ['ups-rfc1628', '1.3.6.1.2.1.33.1', '2.1.0 2.2.0 2.3.0 2.4.0 2.5.0 2.6.0 2.7.0 3.3.1.2 3.3.1.3 4.1.0 4.4.1.2 4.4.1.3 4.4.1.4 4.4.1.5'],
  ['apc-ups', '1.3.6.1.4.1.318.1.1.1', '4.1.1.0 2.3.1.0 2.2.3.0 3.3.1.0 2.2.4.0'],
  ['himoinsa', '1.3.6.1.4.1.41809.1', '46.0 27.0 29.0 55.1.2.0 55.1.6.0 55.1.7.0 55.1.8.0 55.1.16.0 55.1.17.0 55.1.18.0'],
  [
    'comap',
    '1.3.6.1.4.1.28634.14.2',
    '8192.0 8193.0 8194.0 8195.0 8196.0 8197.0 8198.0 8199.0 8200.0 8202.0 8206.0 8210.0 8213.0 9153.0 9244.0 9887.0',
  ],
  ['deepsea-892', '1.3.6.1.4.1.41385.1.3.1.1', '4 5 6 7 8 9 18 23 24 25 26 91'],
  ['ceragon-ip20', '1.3.6.1.4.1.2281.10', '5.1.1.2 5.1.1.3 7.1.1.2 7.2.1.9 7.4.1.1.7 7.4.1.1.11'],
  ['ericsson-mini-link-tn', '1.3.6.1.4.1.193.81.3.4.3.1', '3.1.10 3.1.1 2.1.7'],
  ['ericsson-mini-link-6600', '1.3.6.1.4.1.193.81.3.4', '3.1.8.1.7 3.1.8.1.3 5.1.3.1.13'],
  ['ericsson-mini-link-6352', '1.3.6.1.4.1.193.223.2.7.1.1', '1 2 58'],
  ['huawei-rtn', '1.3.6.1.4.1.2011.2.25.4', '40.4.10.30.1.9 40.4.10.30.1.8 30.14.1.2.1.8'],
  ['nokia-wavence', '1.3.6.1.4.1.637.54.1.10.1.1.4.1', '3 7 2'],
  ['siae-alfoplus', '1.3.6.1.4.1.3373.1103.80', '12.1.3 12.1.4 12.1.5 17.1.6'],
  ['aviat-wtm', '1.3.6.1.4.1.2509.9', '15.2.2.1.4 33.2.2.1.7 33.2.2.1.3'],
  ['asentria-siteboss', '1.3.6.1.4.1.3052.14.1.1.1.1', '4 5 6 7'],
  ['hwg-poseidon', '1.3.6.1.4.1.21796.3.3', '3.1.4 3.1.6 1.1.5'],
  ['hwg-ste2', '1.3.6.1.4.1.21796.4.9.3.1', '3 5 7'],
  ['akcp-sensorprobe', '1.3.6.1.4.1.3854.1.2.2.1', '16.1.14 17.1.13 18.1.3'],
  [
    'generic',
    '1.3.6.1.2.1',
    '1.3.0 2.2.1.8 2.2.1.14 2.2.1.20 31.1.1.1.6 31.1.1.1.10 31.1.1.1.15 31.1.1.1.18 99.1.1.1.1 99.1.1.1.2 99.1.1.1.3 99.1.1.1.4 99.1.1.1.5 25.3.3.1.2 25.2.3.1.6',
  ],
  ['mikrotik', '1.3.6.1.4.1.14988.1.1.15.1.1', '4 5 6'],
  ['nokia-7705', '1.3.6.1.4.1.6527.3.1.2.2.1.8.1', '24'],
  ['baicells-enb', '1.3.6.1.4.1.53058', '100.11.0 190.3.0 190.6.0 190.7.0 190.8.0 190.9.0 190.10.0'],
  ['tait-tb9300', '1.3.6.1.4.1.3570.2.2.2.1.2.3.2', '1.0 2.0'],
]
const { profiles } = loadProfiles()

it.each(FACTS)('%s reads every object of the facts', (id, root, objects) => {
  const said = new Set(JSON.stringify(profiles.get(id)).match(/[\d.]+/g))
  expect(objects.split(' ').filter((object) => !said.has(`${root}.${object}`))).toEqual([])
})

it('families without a walk of a real unit are not called verified', () => {
  const unverified = [...profiles.values()].filter((profile) => !profile.verified).map(({ id }) => id)
  expect(unverified.toSorted()).toEqual(['baicells-enb', 'comap', 'deepsea-892', 'enatel-sm32', 'mikrotik', 'nec-ipasolink'])
  const nec = profiles.get('nec-ipasolink')
  expect(nec?.note?.en).toContain('contradict')
  expect(nec?.readings.some(({ metric }) => metric.startsWith('radio.'))).toBe(false)
})

it('equipment without GETBULK or with a slow agent is asked so', () => {
  for (const id of ['eltek-sp2', 'eltek-webpower', 'eaton-sc200']) expect(profiles.get(id)).toMatchObject({ bulk: false, inFlight: 1 })
  expect(profiles.get('generic')).toMatchObject({ bulk: true })
})
