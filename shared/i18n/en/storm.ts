/** English: the storm board. */
import type { bulletinErrors as viBulletin, storm as vi, stormErrors as viErrors } from '../vi/storm.ts'
import type { SameKeys } from '../keys.ts'

export const storm: SameKeys<typeof vi> = {
  fuel: {
    neverTold: 'Nobody said how much fuel was in the tank at the start; give the litres when it is next filled up.',
    refillUntold: 'The last refuelling has no litres; correct that line of the log.',
    noRate: 'The genset has no consumption on record; enter its litres an hour.',
  },
  why: {
    nothing: 'There are no power readings of this station.',
    fuel: 'Nobody knows how much fuel the genset at the station has left.',
  },
  warning: {
    late: 'It is expected {{minutes}} min after the battery has run out.',
    another: 'Another genset or battery is at this station or on its way.',
  },
}

export const stormErrors: SameKeys<typeof viErrors> = {
  nameTaken: 'Another genset or battery has this name. Choose a different one.',
  busy: '{{name}} is at station {{station}} or on its way there. Bring it back first or choose another.',
  inRepair: '{{name}} is in repair. Choose another, or change its state once it is repaired.',
  overlaps: '{{name}} was still at the station before, until {{at, moment}}. Choose a later time.',
  future: 'That time is still to come. Enter what has happened.',
  noTank: 'Batteries have no tank; only a genset is refuelled.',
  movedOn: '{{name}} has been sent elsewhere, so this assignment cannot be opened again.',
  stillThere: '{{name}} is still at a station. Bring it back before you take it off the list.',
  cannot: {
    dispatched: 'An assignment begins with the line that sends it. Check the times of the lines.',
    arrived: 'It cannot arrive at this point. Check time and order of the lines.',
    started: 'It cannot be started at this point: it runs already or has been taken back. Check the time.',
    refuelled: 'It cannot be refuelled at this point: it has not arrived, or has been taken back. Check the time.',
    ranOut: 'Only a genset that runs can run out of fuel. Check time and order of the lines.',
    stopped: 'Only a genset that runs can be stopped. Check time and order of the lines.',
    returned: 'This assignment has ended already. Load it again to see its log.',
  },
}

export const bulletinErrors: SameKeys<typeof viBulletin> = {
  future: 'This hour is still to come. Choose one that has passed.',
  issuedMeanwhile: 'Somebody has just issued the bulletin of this hour. Look at the latest one.',
  nothingNew: 'Nothing is new since the one that was issued.',
  changed: 'The figures have changed since you looked. Check them again and then issue.',
}
