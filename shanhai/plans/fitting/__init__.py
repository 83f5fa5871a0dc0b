"""Where plans ask the engine: the sealed pool as a problem, plans, what-ifs, proofs, explanations."""
