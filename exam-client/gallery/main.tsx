import { createRoot } from 'react-dom/client'
import '../shared/tokens.css'
import './gallery.css'
import { Gallery } from './gallery.tsx'

createRoot(document.getElementById('root') as HTMLElement).render(<Gallery />)
