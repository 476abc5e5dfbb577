"""Benchmarks: ratios measured in one run, printed and written to var/bench.json."""
