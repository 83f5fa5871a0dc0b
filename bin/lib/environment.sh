# shellcheck shell=bash
# What every command below bin/ may rely on: where the checkout is, where the environment is, how many threads to use.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
venv="$root/.venv"

# The engine spreads its work itself; a linear-algebra library that adds threads of its own only gets in the way.
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
export OPENBLAS_NUM_THREADS="${OPENBLAS_NUM_THREADS:-1}"
export MKL_NUM_THREADS="${MKL_NUM_THREADS:-1}"

export PIP_DISABLE_PIP_VERSION_CHECK=1
export PIP_NO_INPUT=1
export PIP_ROOT_USER_ACTION=ignore

# Progress goes to standard error, so that standard output stays for results.
say() { printf '%s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}
