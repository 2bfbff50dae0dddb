// app/api/exchange/route.ts
import { pickIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import { plaid, saveItem } from './plaid'

export async function POST(request: Request): Promise<Response> {
  const { publicToken } = (await request.json()) as { publicToken: string }
  try {
    const { data } = await plaid.itemPublicTokenExchange({ public_token: publicToken })
    await saveItem(data)
    return Response.json({ identifiers: await pickIdentifiers(data) })
  } catch (error) {
    // Plaid's error has a request_id, which Support asks for first.
    return Response.json({ identifiers: await pickIdentifiers(error) }, { status: 502 })
  }
}
