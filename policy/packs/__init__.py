"""The packs on file, one module each. `policy.registry` lists them."""
