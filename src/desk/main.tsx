import { createRoot } from 'react-dom/client'
import { ReportViewer } from '../viewer/ReportViewer.tsx'

const element = document.getElementById('desk')
if (element) {
  createRoot(element).render(
    <main>
      <h1>Support desk</h1>
      <ReportViewer />
    </main>,
  )
}
