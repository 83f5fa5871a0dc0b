"""The command line: file in, file out.

`shanhai --help` lists the commands; the guide tells them one by one.
"""

from shanhai.cli.audit import audit_command
from shanhai.cli.check import check_command
from shanhai.cli.compare import compare_command
from shanhai.cli.demo import demo_command
from shanhai.cli.explain import explain_command
from shanhai.cli.found import found_command
from shanhai.cli.main import main
from shanhai.cli.plan import plan_command
from shanhai.cli.samples import sample_command, samples_command
from shanhai.cli.serve import serve_command
from shanhai.cli.templates import templates_command
from shanhai.cli.verify import verify_command
from shanhai.cli.whatif import whatif_command

for command in (
    demo_command,
    samples_command,
    sample_command,
    templates_command,
    check_command,
    plan_command,
    verify_command,
    explain_command,
    whatif_command,
    compare_command,
    serve_command,
    found_command,
    audit_command,
):
    main.add_command(command)

__all__ = ["main"]
