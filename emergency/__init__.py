"""Emergency numbers: what to dial, for which need."""
