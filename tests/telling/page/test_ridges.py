from shanhai.telling.page.ridges import ridges


def test_every_plan_has_a_landscape_of_its_own() -> None:
    assert ridges("a" * 64) == ridges("a" * 64) != ridges("b" * 64)


def test_any_fingerprint_will_do() -> None:
    assert ridges("").startswith("<svg")
