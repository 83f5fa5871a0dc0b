"""The hub: places, organisations, people, programmes, cohorts, accounts, roles and the trail."""
