"""The files with which an auditor checks a decision outside: problem, plan, proof, signatures, trail head.

`shanhai verify` proves the plan in the folder again, and `shanhai audit verify` holds a copy of the database
against the head: neither asks this application.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from shanhai.decisions.models import Answer, Publication, Signature
from shanhai.decisions.queries.verification import findings_of
from shanhai.plans.fitting.packing import plan_files
from shanhai.programme.models import Head
from shanhai.programme.states import state
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.decisions.models import Decision
    from shanhai.sheets import Language

INSTRUCTIONS = Words(
    """How to check this decision without the application that made it

1. Unpack the files and install Shanhai in the version that plan.json names under "engine".
2. The plan: shanhai verify plan
   It proves the plan from the problem in plan/problem alone, by code that shares nothing with the search.
3. The fingerprint that was signed is SHA-256 over three lines: the SHA-256 of plan/plan.json as a file, the
   fingerprint of the rules, and that of the pool (decision.json has all three). Each signature in
   signatures.json has to bear it.
4. The trail: shanhai audit verify --head {head} --database URL
   on a copy of the database, with the head that was published or handed to you, not only with this one.{none}
5. check.json tells what the application itself found when these files were made.

The files hold dossiers. Keep them as you keep files under oath, and delete them when you are done.
""",
    """如何脱离本系统核查这次审议

1. 解压文件，安装 plan.json 中 "engine" 所示版本的山海。
2. 核查方案：shanhai verify plan
   仅依据 plan/problem 中的问题重新证明方案，所用代码与求解程序无关。
3. 所签署的指纹是三行文字的 SHA-256：plan/plan.json 文件的 SHA-256、规则指纹、人选库指纹
   （三者见 decision.json）。signatures.json 中每个签署都应为同一指纹。
4. 核查留痕：shanhai audit verify --head {head} --database URL
   在数据库副本上进行；请使用此前公布或交给您的链首，而不仅是本文件中的链首。{none}
5. check.json 记录生成这些文件时系统自身的核验结果。

文件含有人员档案，请按保密要求保管，用毕删除。
""",
)


NO_HEAD = Words(
    """
   No head has been published yet: ask whoever runs the application for one (shanhai audit head), and
   keep it.""",
    """
   目前尚未公布链首：请向系统运行单位索取（shanhai audit head）并自行留存。""",
)


def files_of(decision: Decision, language: Language) -> bytes:
    """A zip of everything, as the content of a file.

    Raises: Unplannable when the pool no longer makes a problem.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in plan_files(decision.plan, language):
            package.writestr(f"plan/{name}", content)
        for name, told in _told(decision):
            package.writestr(name, json.dumps(told, ensure_ascii=False, indent=1))
        head = Head.objects.order_by("-pk").first()
        named = f"{head.position}:{head.digest}" if head else "POSITION:DIGEST"
        none = "" if head else NO_HEAD.text(language)
        package.writestr("README.txt", INSTRUCTIONS.say(language, head=named, none=none))
    return stream.getvalue()


def _told(decision: Decision) -> Iterator[tuple[str, Any]]:
    plan = decision.plan
    yield (
        "decision.json",
        {
            **state(decision),
            "plan_digest": plan.digest,
            "rules_fingerprint": plan.rule_set.fingerprint,
            "pool_fingerprint": plan.pool.fingerprint,
        },
    )
    signed = Signature.objects.filter(decision=decision).select_related("member__account", "scan")
    yield (
        "signatures.json",
        [
            {**state(each), "name": str(each.member), "scan_sha256": each.scan and each.scan.digest}
            for each in signed
        ],
    )
    yield "answers.json", [state(each) for each in Answer.objects.filter(decision=decision)]
    yield "publications.json", [state(each) for each in Publication.objects.filter(decision=decision)]
    yield "check.json", findings_of(decision)
