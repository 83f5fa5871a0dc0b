"""Where the round asks the engine: what lines mean, who may go where, how a rule set works out, the seal."""
