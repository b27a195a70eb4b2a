import { startPage } from '../shared/start-page.tsx'
import { Proctor } from './proctor.tsx'
import './proctor.css'

startPage(<Proctor />)
