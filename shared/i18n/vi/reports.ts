/** Vietnamese: reports. */
export const reports = {}
