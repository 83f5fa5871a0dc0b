"""Any mixture of rules, by columns: a relaxation over few pairs, priced over all, proven by trees."""
