"""The sample programme: cohort 2021 closed, cohort 2022 in full swing. All of it is invented."""

from shanhai.website.sample.accounts import ACCOUNTS, PASSWORD
from shanhai.website.sample.filling import fill

__all__ = ["ACCOUNTS", "PASSWORD", "fill"]
