import { render, screen } from '@testing-library/react'
import { CopyDiagnostics } from 'react-plaid-link-diagnostics'

const pause = () => new Promise((done) => setTimeout(done, 300))

beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => {}))
afterEach(() => jest.restoreAllMocks())

// What our button learns by itself comes whenever it comes: a suite that knows nothing of it is not told to use act().
test.each(['first', 'second'])('in the %s test that shows the button React warns of nothing', async () => {
  render(<CopyDiagnostics />)
  screen.getByText('Copy diagnostics')
  await pause()
  screen.getByText('Save as a file')
  expect(console.error).not.toHaveBeenCalled()
})
