/** Vietnamese: alarms. */
export const alarms = {}
