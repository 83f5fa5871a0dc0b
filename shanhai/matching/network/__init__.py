"""Caps that nest, as one flow at any size: the network, its prices, and the pass that prices every pair."""
