"""Generated pages of a former site, with the pairs among them, to measure the pairing on."""
