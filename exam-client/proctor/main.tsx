import { startPage } from '../shared/start-page.tsx'
import { Proctor } from './proctor.tsx'
import './proctor.css'
import './desk/desk.css'
import './day/day.css'

startPage(<Proctor />)
