from catchup.types import Subscriber, SubscriberState
from publish.tokens import confirm_token, leave_token
from tests.catchup.web.conftest import SECRETS, Site
from tests.fakes.builders import NOW

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def reader(site: Site) -> Subscriber:
    subscriber = site.store.subscribers.add("mina@tidal.example", "ko", "the form", NOW)
    site.store.subscribers.confirm(subscriber.id, NOW)
    return subscriber


def state_of(site: Site, subscriber: Subscriber) -> SubscriberState:
    found = site.store.subscribers.get(subscriber.id)
    assert found is not None
    return found.state


def test_looking_at_the_link_unsubscribes_nobody(site: Site) -> None:
    subscriber = reader(site)
    path = f"/leave/{leave_token(SECRETS, subscriber.id)}"
    for method in ("GET", "HEAD", "GET"):
        assert site.ask(method, path).status == 200
    assert '<form method="post">' in site.get(path).text
    assert state_of(site, subscriber) is SubscriberState.ACTIVE


def test_one_click_is_done_at_once_without_cookie_or_redirect_as_often_as_it_comes(
    site: Site,
) -> None:
    subscriber = reader(site)
    path = f"/leave/{leave_token(SECRETS, subscriber.id)}"
    for fields in (ONE_CLICK, ONE_CLICK, None, {}):
        answer = site.post(path, fields)
        assert answer.status == 200
        assert "Set-Cookie" not in answer.headers
        assert "Location" not in answer.headers
        assert state_of(site, subscriber) is SubscriberState.LEFT


def test_the_body_of_a_mail_program_may_have_another_form(site: Site) -> None:
    subscriber = reader(site)
    path = f"/leave/{leave_token(SECRETS, subscriber.id)}"
    answer = site.post(path, Content_Type="multipart/form-data; boundary=x")
    assert answer.status == 200
    assert state_of(site, subscriber) is SubscriberState.LEFT


def test_who_was_forgotten_may_leave_all_the_same(site: Site) -> None:
    subscriber = reader(site)
    site.store.subscribers.erase(subscriber.id)
    assert site.post(f"/leave/{leave_token(SECRETS, subscriber.id)}", ONE_CLICK).status == 200


def test_forged_links_are_refused_and_change_nothing(site: Site) -> None:
    subscriber = reader(site)
    for token in ("1", "x.y.z", confirm_token(SECRETS, subscriber.id)):
        assert site.get(f"/leave/{token}").status == 400
        assert site.post(f"/leave/{token}", ONE_CLICK).status == 400
    assert state_of(site, subscriber) is SubscriberState.ACTIVE
