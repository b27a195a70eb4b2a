import { useEffect, useState } from 'react'
import { io, type Socket } from 'socket.io-client'
import type { Board, BoardToServer, PublicationSummary, ServerToBoard } from '../../server/protocol/board.ts'
import { isRefusal, type Refusal } from '../../server/protocol/refusals.ts'
import { ask, Unreachable } from '../shared/ask.ts'
import { changedBoard } from './live.ts'

export type Link = 'live' | 'polling' | 'lost'
const POLL_MS = 5000

/** Follows one sitting's board by socket, and by asking every five seconds while the socket is down. */
export function useLiveBoard(sitting: string) {
  const [state, setState] = useState<{ board: Board | null; link: Link; refused: Refusal | null }>({
    board: null,
    link: 'polling',
    refused: null,
  })
  const [fresh, setFresh] = useState<PublicationSummary | null>(null)
  useEffect(() => {
    let board: Board | null = null
    let over = false
    const take = (reply: Board | Refusal, link: Link) => {
      if (over) return
      if (isRefusal(reply)) {
        // What was shown until now may no longer be shown.
        board = null
        return setState({ board, link, refused: reply })
      }
      board = reply
      setState({ board, link, refused: null })
    }
    const socket: Socket<ServerToBoard, BoardToServer> = io('/board', {
      transports: ['websocket'],
      reconnectionDelayMax: POLL_MS,
    })
    const watch = () => {
      socket.timeout(POLL_MS).emit('watch', { sitting }, (error, reply) => {
        if (!error) take(reply, 'live')
      })
    }
    const poll = async () => {
      try {
        take(
          await ask<Board>('GET', `/api/board/${encodeURIComponent(sitting)}`),
          socket.connected ? 'live' : 'polling',
        )
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error
        if (!over && !socket.connected) setState((now) => ({ ...now, link: 'lost' }))
      }
    }
    socket.on('connect', watch)
    socket.on('disconnect', () => setState((now) => ({ ...now, link: 'polling' })))
    socket.on('published', setFresh)
    socket.on('again', watch)
    socket.on('change', (change) => {
      if (!board) return
      const next = changedBoard(board, change)
      if (next === 'gap') return watch()
      if (next === board) return
      board = next
      setState({ board, link: 'live', refused: null })
    })
    void poll()
    const timer = setInterval(() => {
      // A board read by polling alone would stand still: the socket has to watch it.
      if (socket.connected && !board) watch()
      else if (!socket.connected) void poll()
    }, POLL_MS)
    return () => {
      over = true
      clearInterval(timer)
      socket.close()
    }
  }, [sitting])
  return { ...state, fresh }
}
