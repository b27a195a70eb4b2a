import { startPage } from '../shared/start-page.tsx'
import { Committee } from './committee.tsx'
import './committee.css'
import './venues.css'

startPage(<Committee />)
