import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { Flow } from './Flow.js'

createRoot(document.getElementById('root')).render(createElement(Flow))
