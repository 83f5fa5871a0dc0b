"""`python -m shanhai.cli` is `shanhai`."""

from shanhai.cli import main

main(prog_name="shanhai")
