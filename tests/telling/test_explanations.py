from shanhai.telling.explanations import parts_sentence, placement_sentences
from tests.telling.cast import ENGLISH, HANS, account, result


def test_a_placement_tells_what_was_asked_for_and_held() -> None:
    lin = result().placements[0]
    assert placement_sentences(lin, account(), ENGLISH) == [
        "林舒 is placed at “规划师” with a fit of 0.88.",
        "Asked for there and held: 乡村规划 and 旅游 (claimed, not evidenced).",
        "It is their second wish.",
    ]


def test_the_person_is_spoken_to_as_you() -> None:
    lin = result().placements[0]
    assert placement_sentences(lin, account(), HANS, you=True)[0] == "您安排到“规划师”，匹配度 0.88。"


def test_what_is_close_is_told_with_what_was_asked() -> None:
    mei = result().placements[1]
    assert placement_sentences(mei, account(), HANS) == [
        "陈梅安排到“旅游顾问”，匹配度 0.44。",
        "与所需相近：城市规划（所需：乡村规划）。",
    ]


def test_the_text_of_a_person_names_nobody_else() -> None:
    for placement in result().placements:
        told = " ".join(placement_sentences(placement, account(), HANS))
        others = {"林舒", "陈梅", "安 <b>", "薄远"} - {HANS.person(placement.person)}
        assert not any(other in told for other in others)


def test_the_parts_of_a_fit_are_told_with_the_most_they_give() -> None:
    assert parts_sentence(result().placements[1].parts, account(), ENGLISH) == (
        "The fit consists of expertise 0.24 of 0.60, the person's wishes 0.20 of 0.40."
    )
