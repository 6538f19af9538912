/** Vietnamese: inspections. */
export const inspections = {}
