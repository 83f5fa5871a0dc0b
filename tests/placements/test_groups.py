"""Teams, contacts with several firms, and days a month."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from shanhai.placements import actions
from shanhai.placements.models import Placement, Team
from shanhai.programme.models import RetentionDuty
from tests.placements import scene

pytestmark = pytest.mark.django_db
DAY = scene.STARTS


def at(view: str, *args: object) -> str:
    """The address of a page of the cohort."""
    return reverse(f"placements:{view}", args=["haiyue", "2022", *args])


def _link(cast, by: str = "office", who: str = "li", firms: tuple[str, ...] = ("hospital",), **more) -> int:
    links = [(cast.people[who], cast.organisations[firm]) for firm in firms]
    return actions.begin_links(by=cast.accounts[by], cohort=cast.cohort, links=links, starts=DAY, **more)


def test_links_with_firms_are_made_in_few_statements_and_once(cast, django_assert_max_num_queries) -> None:
    links = [
        (cast.people[who], cast.organisations[firm])
        for who in ("li", "wang", "chen")
        for firm in ("qingxi", "hospital", "songmen")
    ]
    with django_assert_max_num_queries(24):
        assert actions.begin_links(by=cast.office, cohort=cast.cohort, links=links, starts=DAY) == 9
    assert actions.begin_links(by=cast.office, cohort=cast.cohort, links=links, starts=DAY) == 0
    assert Placement.objects.filter(kind="liaison", state="in_post").count() == 9
    assert RetentionDuty.objects.filter(cohort=cast.cohort).count() == 3


def test_a_home_organisation_links_its_own_staff_only(cast) -> None:
    assert _link(cast, by="university_officer") == 1
    with pytest.raises(PermissionDenied):
        _link(cast, by="institute_officer", firms=("songmen",))
    with pytest.raises(PermissionDenied):
        _link(cast, by="qingxi_officer", firms=("songmen",))


def test_a_person_with_several_firms_has_them_on_one_page(cast, client) -> None:
    _link(cast, firms=("hospital", "songmen"), days=2)
    _link(cast, who="chen", firms=("qingxi",))
    address = at("links", cast.people["li"].pk)
    client.force_login(cast.secondee)
    page = client.get(address).content.decode()
    assert "青溪县医院" in page
    assert "松门县人民政府" in page
    assert "青溪县人民政府" not in page
    assert "2 days a month" in page
    client.force_login(cast.second_secondee)
    assert client.get(address).status_code == 404


def test_contacts_are_begun_by_a_form_that_names_what_it_does_not_know(cast, client) -> None:
    client.force_login(cast.university_officer)
    typed = {"person": "P-li", "firms": "CU111\n无此企业\n也无此企业", "starts": "2022-09-01", "days": "23"}
    page = client.post(at("link_new"), typed)
    assert page.status_code == 422
    for wrong in ("“无此企业”", "“也无此企业”", "Give 1 to 22 days a month"):
        assert wrong in page.content.decode()
    assert not Placement.objects.exists()
    _link(cast)
    typed |= {"firms": "CU111\n松门县人民政府", "days": "2"}
    done = client.post(at("link_new"), typed, follow=True)
    assert done.redirect_chain[0][0] == at("links", cast.people["li"].pk)
    assert "Contacts begun: 1; under way already: 1." in done.content.decode()
    assert Placement.objects.filter(person=cast.people["li"], days=2).count() == 1


def test_the_page_of_a_contact_has_nothing_that_only_a_term_has(cast, client) -> None:
    _link(cast)
    client.force_login(cast.office)
    link, post = Placement.objects.get(kind="liaison"), scene.in_post(cast, "chen")
    heads = ("<h2>Return</h2>", "<h2>Longer term</h2>")
    for placement, has in ((link, False), (post, True)):
        page = client.get(at("placement", placement.pk)).content.decode()
        assert [head in page for head in heads] == [has, has]


def test_a_home_officer_cannot_name_somebody_of_another_house(cast, client) -> None:
    client.force_login(cast.university_officer)
    typed = {"person": "P-chen", "firms": "CU111", "starts": "2022-09-01"}
    assert client.post(at("link_new"), typed).status_code == 422


def test_days_a_month_are_agreed_on_for_part_time_and_never_for_a_post(cast, client) -> None:
    part = scene.in_post(cast, kind="part_time")
    client.force_login(cast.qingxi_officer)
    address = at("deed", part.pk, "days")
    read = {"version": part.version, "as_read": '{"days": ""}'}
    assert client.post(address, {"days": "40", **read}).status_code == 422
    assert client.post(address, {"days": "4", **read}).status_code == 302
    assert scene.fresh(part).days == 4
    post = scene.in_post(cast, "chen", code="D02", host="songmen")
    with pytest.raises(actions.StepRefused, match="part-time"):
        actions.set_days(by=cast.office, placement=post, days=4)


def test_people_go_as_a_team_and_whoever_leaves_it_keeps_their_post(cast) -> None:
    li, chen = scene.placed(cast, "li"), scene.placed(cast, "chen", seat=2)
    given = {
        "by": cast.office,
        "cohort": cast.cohort,
        "host": cast.organisations["qingxi"],
        "title": "水产检测",
    }
    team = actions.write_team(**given, placements=[li, chen], lead=cast.people["li"])
    assert {each.kind for each in team.placements.all()} == {"team"}
    actions.write_team(**given, placements=[li], lead=cast.people["li"], team=team)
    assert (scene.fresh(chen).team, scene.fresh(chen).kind) == (None, "post")
    with pytest.raises(actions.StepRefused, match="one of the team"):
        actions.write_team(**given, placements=[li], lead=cast.people["chen"], team=team)


def test_whoever_is_back_stays_of_the_team_when_it_is_written_anew(cast, client) -> None:
    li, chen = scene.in_post(cast, "li"), scene.in_post(cast, "chen", seat=2)
    given = {"by": cast.office, "cohort": cast.cohort, "host": cast.organisations["qingxi"], "lead": None}
    team = actions.write_team(**given, title="水产检测", placements=[li, chen])
    actions.move(by=cast.office, placement=scene.fresh(chen), step="return", on=DAY)
    client.force_login(cast.office)
    sent = {"title": "水产与林业", "members": [li.pk], "lead": "", "version": scene.fresh(team).version}
    assert client.post(at("team_edit", team.pk), sent).status_code == 302
    assert scene.fresh(team).title == "水产与林业"
    assert scene.fresh(chen).team == team


def test_a_team_of_another_host_is_refused(cast) -> None:
    elsewhere = scene.placed(cast, "chen", code="D02", host="songmen")
    with pytest.raises(actions.StepRefused, match="this host"):
        actions.write_team(
            by=cast.office, cohort=cast.cohort, host=cast.organisations["qingxi"], title="水产检测",
            placements=[elsewhere], lead=None,
        )  # fmt: skip
    assert not Team.objects.exists()


def test_a_team_is_formed_on_the_page_of_its_host(cast, client) -> None:
    li, chen = scene.placed(cast, "li"), scene.placed(cast, "chen", seat=2)
    client.force_login(cast.office)
    assert at("team_new", "CU11") in client.get(at("unit", "CU11")).content.decode()
    sent = {"title": "水产检测", "members": [li.pk, chen.pk], "lead": li.pk}
    done = client.post(at("team_new", "CU11"), sent)
    page = client.get(done.headers["Location"]).content.decode()
    assert "李　明" in page
    assert "陈　海" in page
    assert "水产检测" in client.get(at("unit", "CU11")).content.decode()
    client.force_login(cast.secondee)
    assert client.get(done.headers["Location"]).status_code == 200
    assert client.get(at("team_new", "CU11")).status_code == 403
