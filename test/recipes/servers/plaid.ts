/** What an app has of its own beside a route: Plaid's client, and its table of Items. */
export const plaid = {
  async itemPublicTokenExchange({ public_token: publicToken }: { public_token: string }) {
    if (publicToken !== 'public-sandbox-1') {
      const data = { error_type: 'INVALID_INPUT', error_code: 'INVALID_PUBLIC_TOKEN', request_id: 'm8MDnv9okwxFNBV' }
      throw Object.assign(new Error('Request failed with status code 400'), { response: { data } })
    }
    return {
      data: {
        access_token: 'access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6',
        item_id: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op',
        request_id: 'Aim3b',
      },
    }
  },
}

export async function saveItem(_item: { access_token: string }): Promise<void> {}
