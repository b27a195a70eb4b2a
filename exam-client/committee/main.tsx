import { startPage } from '../shared/start-page.tsx'
import { Committee } from './committee.tsx'
import './committee.css'
import './item-statistics.css'
import './media.css'
import './needs.css'
import './placement.css'
import './venues.css'
import './verification.css'

startPage(<Committee />)
