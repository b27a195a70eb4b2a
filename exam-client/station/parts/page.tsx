import type { CSSProperties, ReactNode } from 'react'
import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import type { Look } from '../look.ts'
import { LookBar } from './look-bar.tsx'

export const scaled = (look: Look): CSSProperties => ({ '--scale': look.size / 100 }) as CSSProperties

/** The frame of every screen that shows no item. */
export function Page({
  look,
  children,
  foot,
  over,
  sitting,
}: {
  look: Look
  children: ReactNode
  foot?: ReactNode
  /** Stands above everything until it is closed: the proctor's messages. */
  over?: ReactNode
  sitting?: string
}) {
  const text = useText(stationWords)
  return (
    <div className="station page" style={scaled(look)}>
      <header className="page-head">
        <span className="page-name">{sitting ?? `Seleksi · ${text.title}`}</span>
        <LookBar look={look} />
      </header>
      <div className="page-over">{over}</div>
      <main className="page-main">{children}</main>
      {foot}
    </div>
  )
}
