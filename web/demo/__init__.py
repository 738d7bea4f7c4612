"""The demo world: an invented marketplace with its people, its past and its shop. Nothing here is reachable without
`settings.DEMO`, and then on loopback alone."""
