/** English: power of a station, minutes of battery, banks and their discharges. */
import type { power as vi } from '../vi/power.ts'
import type { SameKeys } from '../keys.ts'

export const power: SameKeys<typeof vi> = {
  why: {
    noReadings: 'No device of the station reports its power. Add its power system or UPS to the devices.',
    stale: 'The readings of its power are {{minutes}} min old. Check whether the power system still answers.',
    suspect: '$t(metric.{{metric}}.name) reads {{value}}, outside what is plausible. Measure at the site and check the device profile.',
    noVoltage: 'The DC voltage cannot be read. Check the sensor and the device profile of the power system.',
    voltageScale:
      '{{volts}} V does not fit the battery bank on record; the scale may be wrong. Measure at the site and check the device profile.',
    rectifierDelivers: 'Mains is reported missing, yet the rectifiers deliver {{amps}} A. Check the mains contact.',
    wrongSign: 'Mains is missing, yet the battery current says that {{amps}} A go in. Check the direction of the current sensor.',
    currentsApart: 'A battery current of {{battery}} A and a load of {{load}} A contradict each other. Check the scales of both.',
    noCurrent: 'The current out of the battery cannot be read. Check the current sensor of the power system.',
    noAmmeter: 'This power system measures no load, and none is known from the time before mains failed.',
    zeroLoad: 'On battery, yet no current flows. Check the current sensor; or the load has been disconnected.',
    voltageRises: 'The battery discharges, yet its voltage rises by {{volts}} V. Check whether something else feeds it.',
    noCapacity: 'The battery capacity is not on record, and no discharge has taught it yet. Enter the Ah in the station record.',
    noUpsMinutes: 'This UPS does not report the minutes that are left.',
    unknownCharge: 'Nobody knows how far the battery had been charged before mains failed.',
    deviceDisagrees:
      'Reckoned: {{ours}} min; the equipment says {{theirs}} min, more than three times apart. Check the Ah on record and in the power system.',
    ranOut: 'The station has been silent for longer than its battery can last; it is surely empty.',
    noFuelLevel: 'No device reports the fuel level.',
    fuelStale: 'The fuel level is old. Check whether the genset controller still answers.',
    fuelSuspect: 'The fuel level cannot be trusted. Check the float in the tank.',
    noTank: 'The tank is not on record. Enter its litres in the station record.',
    noConsumption: 'How many litres an hour the genset burns is not known yet; it is measured once it has run for half an hour.',
  },
}
