# shellcheck shell=bash
# Runs named steps one after the other and tells at the end how each went and how long it took.

step_names=()
step_results=()
step_seconds=()

# run_step NAME COMMAND...: goes on after a failure, so that one run tells everything.
run_step() {
    local name=$1 started=$SECONDS result=ok
    shift
    printf '\n== %s\n' "$name"
    "$@" || result=FAILED
    step_names+=("$name")
    step_results+=("$result")
    step_seconds+=($((SECONDS - started)))
}

print_steps() {
    local i
    printf '\n%-10s %-8s %8s\n' step result seconds
    for i in "${!step_names[@]}"; do
        printf '%-10s %-8s %8d\n' "${step_names[i]}" "${step_results[i]}" "${step_seconds[i]}"
    done
}

every_step_passed() {
    local result
    for result in "${step_results[@]}"; do
        [ "$result" = ok ] || return 1
    done
}
