/** English: rule. */
import type { rule as vi } from '../vi/rule.ts'
import type { SameKeys } from '../keys.ts'

export const rule: SameKeys<typeof vi> = {
  'mains-failure': {
    title: 'Mains failure',
    advice: 'Check whether the cut is announced, watch the battery, and have a genset ready before it runs out.',
  },
  'mains-voltage-lost': {
    title: 'Mains or a phase lost',
    advice: 'The voltage is close to zero. Check breaker, line and announced cuts; watch the battery.',
  },
  'mains-voltage-low': { title: 'Mains voltage low', advice: 'Tell the power company if it lasts; check load and incoming terminals.' },
  'mains-voltage-high': { title: 'Mains voltage high', advice: 'Tell the power company if it lasts; check neutral and surge protection.' },
  'phase-lost': { title: 'Phase lost', advice: 'Check fuse and breaker of each phase and tell the power company.' },
  'battery-discharging': {
    title: 'Battery discharging',
    advice: 'Check mains and rectifiers; estimate the time left and have a genset ready.',
  },
  'battery-discharging-current': {
    title: 'Battery discharging (by its current)',
    advice: 'Current flows out of the battery. Check mains and rectifiers, have a genset ready.',
  },
  'battery-low': {
    title: 'Battery voltage low',
    advice: 'The station will soon lose power. Bring a genset now or shed load that is not needed.',
  },
  'battery-charge-low': { title: 'Battery charge low', advice: 'The station will soon lose power. Bring a genset or restore the mains.' },
  'battery-depleted': { title: 'Battery nearly empty', advice: 'The station may lose power at any moment. Bring a genset now.' },
  'battery-fault': { title: 'Battery fault', advice: 'Measure each block, check links and battery fuse.' },
  'battery-temperature': {
    title: 'Battery temperature high',
    advice: 'Check cooling and charging current; take swollen blocks out at once.',
  },
  'rectifier-fault': { title: 'Rectifier fault', advice: 'Check the module in the power system, reseat or replace it.' },
  'dc-voltage-low': { title: 'DC voltage low', advice: 'The station will soon lose power. Check rectifiers and battery, bring a genset.' },
  'dc-voltage-high': { title: 'DC voltage high', advice: 'Check the charging voltage setting and the power system controller.' },
  'ups-on-battery': { title: 'UPS on battery', advice: 'Check the UPS input and the time left.' },
  'ups-bypass': { title: 'UPS in bypass', advice: 'The load is not protected. Check the UPS and bring it back to normal.' },
  'genset-failure': { title: 'Genset failure', advice: 'Check why it stopped, starter battery, oil and coolant; restart it on site.' },
  'genset-running': { title: 'Genset running', advice: 'Watch the fuel; stop it when the mains is stable.' },
  'genset-low-fuel': { title: 'Genset fuel low', advice: 'Plan a refuelling.' },
  'genset-out-of-fuel': { title: 'Genset out of fuel', advice: 'Refuel now; the station has only its battery left.' },
  'dispatch-out-of-fuel': {
    title: 'Portable genset out of fuel',
    advice: 'Refuel the genset at the station now, only the battery is left; then enter the litres in the dispatch log.',
  },
  'room-temperature': { title: 'Room temperature high', advice: 'Check air-conditioner, fans and the shelter door.' },
  'room-humidity': { title: 'Room humidity high', advice: 'Check sealing, feeder holes and air-conditioner.' },
  'door-open': { title: 'Door open', advice: 'Make sure that somebody works at the site; if not, send someone.' },
  smoke: { title: 'Smoke or fire', advice: 'Call people near the site and the fire service; do not enter while there is smoke.' },
  flood: { title: 'Flood', advice: 'Check the water level, switch off equipment near the floor if needed.' },
  'aircon-failure': { title: 'Air-conditioner failure', advice: 'Check its supply and gas; ventilate meanwhile if the room heats up.' },
  'external-input': { title: 'External alarm input', advice: 'See the label of the input for what it watches.' },
  'radio-down': { title: 'Microwave link down', advice: 'Check both ends, the weather, power and antenna alignment.' },
  'rsl-degraded': {
    title: 'Microwave receive level degraded',
    advice: 'Compare with the planned level; check alignment, connectors and obstructions.',
  },
  'interface-down': { title: 'Interface down', advice: 'Check cable, optical module and the far end.' },
  'cell-off': { title: 'Cell off', advice: 'Check the radio unit, its power and whether the cell is locked.' },
  'vswr-high': { title: 'VSWR high', advice: 'Check connectors, jumpers and antenna of the cell.' },
  'no-answer-power': {
    title: 'Power system does not answer',
    advice: 'Other devices of the station answer. Check the controller, its network cable and the SNMP credentials.',
  },
  'no-answer-radio': {
    title: 'Microwave radio does not answer',
    advice: 'Other devices of the station answer. Check its management port and the SNMP credentials.',
  },
  'no-answer-gateway': {
    title: 'Cell-site gateway does not answer',
    advice: 'Other devices of the station answer. Check power, management port and the SNMP credentials.',
  },
  'no-answer-environment': {
    title: 'Environment unit does not answer',
    advice: 'Other devices of the station answer. Check its power and network cable.',
  },
  'no-answer-bts': {
    title: 'Base station does not answer',
    advice: 'Other devices of the station answer. Check power, transmission and the control unit.',
  },
  'no-answer-ups': { title: 'UPS does not answer', advice: 'Other devices of the station answer. Check the network card of the UPS.' },
  'no-answer-genset': {
    title: 'Genset controller does not answer',
    advice: 'Other devices of the station answer. Check power and cable of the controller.',
  },
  'no-answer-other': {
    title: 'Device does not answer',
    advice: 'Other devices of the station answer. Check power, network cable and the SNMP credentials.',
  },
  'station-down': {
    title: 'Station does not answer',
    advice: 'Check power and transmission of the site, call somebody near it, send a team.',
  },
  'all-cells-off': {
    title: 'All cells off',
    advice: 'The station answers but gives no service. Check radio units, cell locks and synchronisation.',
  },
  'monitor-isolated': {
    title: 'Monitor isolated',
    advice: 'Most stations stopped answering at once. Check the network, VPN and firewall of this computer before calling anyone.',
  },
  preview: {
    holds: 'Samples do not tell whether a device answered, so a change of the holds cannot be counted from history.',
    wasOff: 'This rule is off now, so history has no alarms of it to count, and samples do not tell whether a device answered.',
  },
  'channel-down': {
    title: 'A notification channel does not send',
    advice: 'Nobody is told through this channel; the others go on. See what it answered under Alarms, Notifications, and send a trial.',
  },
  problem: {
    otherCondition: 'The kind and the metric of a shipped rule cannot be changed.',
    outside: 'A threshold must lie within what can be measured: {{min}} – {{max}} {{unit}}.',
    unknownState: 'This metric has no state {{state}}.',
    nothing: 'Nothing is changed yet. Choose at least one thing that differs from the general rule.',
    noStation: 'This station is no longer on record.',
    noGroup: 'This group of stations is gone. Choose another one.',
    noRule: 'There is no rule {{rule}}.',
    ownAlarm: 'This is the alarm of the monitoring itself; it belongs to no station and has no overrides.',
    noThreshold: 'This rule has no thresholds.',
    noRuleReads: 'No rule reads this metric.',
    manyThresholds: '{{count}} rules with thresholds read this metric, each with its own. Change them one by one.',
    clearAbove: 'The clear threshold must not be above the raise threshold {{raise}}.',
    clearBelow: 'The clear threshold must not be below the raise threshold {{raise}}.',
  },
}
