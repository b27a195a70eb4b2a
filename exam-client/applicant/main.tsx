import { startPage } from '../shared/start-page.tsx'
import { ApplicantApp } from './applicant.tsx'
import './applicant.css'

startPage(<ApplicantApp />)
