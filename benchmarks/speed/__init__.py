"""How fast 2021-1 is set, beside its peers: ``python -m benchmarks.speed``."""
