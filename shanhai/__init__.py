"""Shanhai (山海): two-way staff exchange, from the first order to the last figure of the closing report."""

__version__ = "0.1.0"
