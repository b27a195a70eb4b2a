import { useRef } from 'react'
import { type Kept, useKept } from '../desk/use-kept.ts'

/**
 * Like `useKept`, but for a path that changes (another room): what was heard for the path before is not shown under
 * the new one.
 */
export function useFollowed<Value>(path: string, everyMs: number): Kept<Value> {
  const kept = useKept<Value>(path, everyMs)
  const stale = useRef<{ path: string; value: unknown; refused: unknown }>({ path, value: null, refused: null })
  if (stale.current.path !== path) stale.current = { path, value: kept.value, refused: kept.refused }
  return {
    ...kept,
    value: kept.value === stale.current.value ? null : kept.value,
    refused: kept.refused === stale.current.refused ? null : kept.refused,
  }
}
