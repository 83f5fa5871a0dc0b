"""The invented province of Haiyue (海岳省): its map, and the sample programmes made from it."""

from shanhai.haiyue.samples import SAMPLES, Sample, haiyue, sample

__all__ = ["SAMPLES", "Sample", "haiyue", "sample"]
