"""The command line: file in, file out. `shanhai --help` lists the commands; the guide tells them one by one."""

from shanhai.cli.main import main

__all__ = ["main"]
