import { startPage } from '../shared/start-page.tsx'
import { BoardApp } from './board.tsx'
import './board.css'

startPage(<BoardApp />)
