const express = require('express')
const { fingerprint, pickIdentifiers } = require('react-plaid-link-diagnostics/identifiers')

/** `plaid` is Plaid's client; `links` is a table of yours, `request.user` is whom you have signed in. */
exports.plaidRoutes = (plaid, links) => {
  const router = express.Router()
  router.use(express.json())

  router.post('/link-token', async (request, response) => {
    const { data } = await plaid.linkTokenCreate({
      user: { client_user_id: request.user.id },
      client_name: 'Acme',
      products: ['auth'],
      country_codes: ['US'],
      language: 'en',
    })
    // A report names the link_token by this: kept beside the user, it finds whose report it is.
    await links.save({ fingerprint: await fingerprint(data.link_token), userId: request.user.id })
    response.json({ linkToken: data.link_token, identifiers: await pickIdentifiers(data) })
  })

  router.post('/exchange', async (request, response) => {
    const { data } = await plaid.itemPublicTokenExchange({ public_token: request.body.publicToken })
    await links.saveItem({ userId: request.user.id, accessToken: data.access_token })
    // item_id and request_id by value, access_token as its fingerprint: for `attach` in the browser.
    response.json({ identifiers: await pickIdentifiers(data) })
  })

  return router
}
