/** The secret of an `Authorization: Bearer …` header; null where there is none that could be a token's. */
export function bearerSecret(header: string | undefined): string | null {
  return /^Bearer ([\w-]{16,200})$/.exec(header ?? '')?.[1] ?? null
}
