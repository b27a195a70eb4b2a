import type { ReactNode } from 'react'

/** One screen in one state. Add it the day the state is made. */
export interface Story {
  /** 'station / item / disconnected' */
  name: string
  render: () => ReactNode
}
