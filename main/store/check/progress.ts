/** How far a check is, in whatever its part counts. */
export type Progress = { readonly done: number; readonly total: number }
