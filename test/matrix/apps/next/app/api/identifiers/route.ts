import { pickIdentifiers } from 'react-plaid-link-diagnostics/identifiers'

export async function POST(request: Request): Promise<Response> {
  return Response.json(await pickIdentifiers(await request.json()))
}
