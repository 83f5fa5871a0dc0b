"""Coefficients of linear functions on lists of pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array, csr_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.columns.linear import Linear
    from shanhai.matching.columns.model import Model
    from shanhai.matching.rows import Pairs, Term
    from shanhai.matching.tables import Ints


def values(model: Model, function: Linear, i: Ints, j: Ints) -> Ints:
    """What a function is worth on pairs (i, j). Returns: int64 (n_pairs)."""
    out = np.zeros(len(i), np.int64)
    for p, q in function.terms:
        out += p[i] * q[j]
    if function.pairs is not None:
        out += lookup(function.pairs, model.m, i, j)
    if function.fit:
        out += function.fit * model.fit(i, j)
    if function.tie:
        out += model.keys(function.tie, i, j)
    return out


def coefficients(model: Model, functions: Sequence[Linear], i: Ints, j: Ints) -> csc_array:
    """Coefficients of functions on pairs (i, j). Returns: int64 csc array (n_pairs, n_functions)."""
    if len(functions) == 1:
        return csc_array(values(model, functions[0], i, j)[:, None])
    terms = [(row, term) for row, function in enumerate(functions) for term in function.terms]
    parts = [_of_terms(terms, i, j)]
    for row, function in enumerate(functions):
        own = np.zeros(len(i), np.int64)
        if function.pairs is not None:
            own += lookup(function.pairs, model.m, i, j)
        if function.fit:
            own += function.fit * model.fit(i, j)
        if function.tie:
            own += model.keys(function.tie, i, j)
        hit = np.flatnonzero(own)
        if len(hit):
            parts.append((hit, np.full(len(hit), row), own[hit]))
    k, column, value = (np.concatenate(part) for part in zip(*parts, strict=True))
    # A function may touch a pair by several terms: the array adds them up.
    out = csc_array((value, (k, column)), shape=(len(i), len(functions)))
    out.eliminate_zeros()
    return out


def _of_terms(terms: Sequence[tuple[int, Term]], i: Ints, j: Ints) -> tuple[Ints, Ints, Ints]:
    """Nonzero products of terms on pairs: number of the pair, of the function, value; int64 (nonzeros).

    A term is gone through from the side on which it touches fewer: a rule "for each county" has a term for
    every county that touches everybody, but few orders.
    """
    by_person = [each for each in terms if _share(each[1].p) <= _share(each[1].q)]
    by_order = [each for each in terms if _share(each[1].p) > _share(each[1].q)]
    found = [
        _expanded([(row, term.p, term.q) for row, term in by_person], i, j),
        _expanded([(row, term.q, term.p) for row, term in by_order], j, i),
    ]
    k, row, value = (np.concatenate(part) for part in zip(*found, strict=True))
    return k, row, value


def _share(side: Ints) -> float:
    return float(np.count_nonzero(side)) / max(len(side), 1)


def _expanded(terms: Sequence[tuple[int, Ints, Ints]], near: Ints, far: Ints) -> tuple[Ints, Ints, Ints]:
    """The products of terms (function, vector of the near side, vector of the far side) on pairs."""
    if not terms or not len(near):
        return (np.zeros(0, np.int64),) * 3
    of_near = csr_array(np.stack([each for _, each, _ in terms]).T)
    of_far = np.stack([each for _, _, each in terms])
    count = np.diff(of_near.indptr)[near]
    k = np.repeat(np.arange(len(near)), count)
    first = np.repeat(of_near.indptr[near] - np.concatenate(([0], np.cumsum(count)[:-1])), count)
    at = first + np.arange(len(k))
    term = of_near.indices[at]
    value = of_near.data[at] * of_far[term, far[k]]
    hit = np.flatnonzero(value)
    rows = np.array([row for row, _, _ in terms], np.int64)
    return k[hit], rows[term[hit]], value[hit]


def lookup(pairs: Pairs, m: int, i: Ints, j: Ints) -> Ints:
    """The numbers of `pairs` on pairs (i, j), 0 where there is none; pairs listed twice add up."""
    if not len(pairs.i):
        return np.zeros(len(i), np.int64)
    keys, place = np.unique(pairs.i * m + pairs.j, return_inverse=True)
    total = np.zeros(len(keys), np.int64)
    np.add.at(total, place, pairs.value)
    wanted = i * m + j
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    found: Ints = np.where(keys[at] == wanted, total[at], 0)
    return found
