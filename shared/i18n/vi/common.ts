/** Vietnamese: common. */
export const common = {}
