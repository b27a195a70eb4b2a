import { useCallback, useEffect, useRef, useState } from 'react'
import { io, type Socket } from 'socket.io-client'
import type { ProctorToServer, RoomView, ServerToProctor } from '../../server/protocol/proctor.ts'
import { isRefusal, type Refusal } from '../../server/protocol/refusals.ts'
import { ask, Unreachable } from '../shared/ask.ts'
import { type Clock, clockFrom } from './clock.tsx'
import { changedRoom, type Room, wholeRoom } from './room.ts'

/** How the console hears of the room: live by socket, by asking every 5 s, or not at all. */
export type Link = 'live' | 'polling' | 'lost'
export interface LiveRoom {
  room: Room | null
  clock: Clock | null
  link: Link
  refused: Refusal | null
}

const POLL_MS = 5000

/**
 * Follows one sitting. A socket gives the whole and then the changes; a gap in the versions asks for the whole again.
 * While the socket is down the same whole comes by HTTP every five seconds, so a proctor is never blind for longer.
 */
export function useLiveRoom(sitting: string): LiveRoom & { refresh: () => void } {
  const [live, setLive] = useState<LiveRoom>({ room: null, clock: null, link: 'polling', refused: null })
  const fetchWhole = useRef(() => {})
  useEffect(() => {
    let room: Room | null = null
    let over = false
    const take = (view: RoomView | Refusal, link: Link) => {
      if (over) return
      if (isRefusal(view)) return setLive((now) => ({ ...now, refused: view }))
      room = wholeRoom(view, room)
      setLive({ room, clock: clockFrom(view.examNow, view.wallNow), link, refused: null })
    }
    const socket: Socket<ServerToProctor, ProctorToServer> = io('/proctor', {
      transports: ['websocket'],
      reconnectionDelayMax: POLL_MS,
    })
    const watch = () => {
      socket.timeout(POLL_MS).emit('watch', { sitting }, (error, view) => {
        if (!error) take(view, 'live')
      })
    }
    const poll = async () => {
      try {
        take(
          await ask<RoomView>('GET', `/api/proctor/sittings/${encodeURIComponent(sitting)}`),
          socket.connected ? 'live' : 'polling',
        )
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error
        if (!over && !socket.connected) setLive((now) => ({ ...now, link: 'lost' }))
      }
    }
    fetchWhole.current = () => void (socket.connected ? watch() : poll())
    socket.on('connect', watch)
    socket.on('disconnect', () => setLive((now) => ({ ...now, link: 'polling' })))
    socket.on('change', (change) => {
      if (!room) return
      const next = changedRoom(room, change)
      if (next === 'gap') return watch()
      if (next === room) return
      room = next
      setLive({ room, clock: clockFrom(change.examNow, change.wallNow), link: 'live', refused: null })
    })
    void poll()
    const timer = setInterval(() => {
      if (!socket.connected || !room) void poll()
    }, POLL_MS)
    return () => {
      over = true
      clearInterval(timer)
      socket.close()
    }
  }, [sitting])
  return { ...live, refresh: useCallback(() => fetchWhole.current(), []) }
}
