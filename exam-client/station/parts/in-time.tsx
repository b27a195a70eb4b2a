import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode, Suspense } from 'react'

const AGAIN_MS = 2000
const fetching: (() => Promise<unknown>)[] = []

/**
 * A part of the page that is not needed to begin: it comes in a file of its own, fetched by `fetchParts` as soon as the
 * page stands. Where the line was down at that moment it is asked for until it comes, and nothing breaks meanwhile.
 */
export function inTime<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: ReactNode = null,
): ComponentType<Props> {
  let coming: Promise<ComponentType<Props>> | null = null
  const fetch = () => {
    coming ??= untilItComes(load)
    return coming
  }
  fetching.push(fetch)
  const Part = lazy(async () => ({ default: await fetch() })) as LazyExoticComponent<ComponentType<object>>
  return (props) => (
    <Suspense fallback={meanwhile}>
      <Part {...props} />
    </Suspense>
  )
}

/** Long before they are needed: when they are, the cable may be out. */
export function fetchParts(): void {
  for (const fetch of fetching) void fetch()
}

async function untilItComes<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load()
    } catch {
      await new Promise((done) => setTimeout(done, AGAIN_MS))
    }
  }
}
