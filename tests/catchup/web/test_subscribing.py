import re
import threading
import time
from datetime import timedelta

import pytest

from catchup.errors import PublishError
from catchup.types import Subscriber, SubscriberState
from catchup.web.subscribing import MOST_FOR_ALL, MOST_FOR_ONE
from publish.tokens import confirm_token, leave_token
from tests.catchup.web.conftest import SECRETS, Site, Sites
from tests.fakes.builders import NOW

MINA = {"address": "mina@tidal.example", "language": "ko"}


def invited(site: Site, count: int) -> list[Subscriber]:
    """The invitations so far, after waiting for that many: they go out behind the answer."""
    end = time.monotonic() + 5
    while len(site.invited) < count and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.05)  # nor any more than that
    return site.invited


def asked(site: Site, address: str = MINA["address"]) -> Subscriber:
    """Somebody who asked and did not confirm yet."""
    return site.store.subscribers.add(address, "ko", "the form", NOW)


def state_of(site: Site, subscriber: int) -> SubscriberState:
    found = site.store.subscribers.get(subscriber)
    assert found is not None
    return found.state


def test_asking_remembers_the_address_as_pending_and_invites_it(site: Site) -> None:
    answer = site.post("/subscribe", {"address": " Mina@Tidal.Example ", "language": "en"})
    assert answer.status == 200
    assert "메일함을 확인해 주세요" in answer.text
    (subscriber,) = invited(site, 1)
    assert (subscriber.state, subscriber.language) == (SubscriberState.PENDING, "en")
    assert subscriber.address.endswith("@tidal.example")
    assert site.store.subscribers.active() == ()


def test_the_answer_does_not_tell_who_is_known(site: Site) -> None:
    known = asked(site, "known@tidal.example")
    site.store.subscribers.confirm(known.id, NOW)
    forgotten = asked(site, "forgotten@tidal.example")
    site.store.subscribers.erase(forgotten.id)
    answers = [
        site.post("/subscribe", {"address": f"{name}@tidal.example", "language": "en"})
        for name in ("known", "forgotten", "new")
    ]
    assert len({(answer.status, answer.text) for answer in answers}) == 1
    assert [subscriber.address for subscriber in invited(site, 1)] == ["new@tidal.example"]
    assert [job for job, _ in site.failures] == ["subscribe"]


def test_the_answer_does_not_wait_for_the_mail(make_site: Sites) -> None:
    released = threading.Event()
    site = make_site(invite=lambda _: released.wait(10))
    begun = time.monotonic()
    assert site.post("/subscribe", MINA).status == 200
    assert time.monotonic() - begun < 2
    released.set()


def test_a_mail_that_cannot_be_sent_is_told_to_the_operator_alone(make_site: Sites) -> None:
    def refuse(_: Subscriber) -> None:
        raise PublishError("the relay is away")

    site = make_site(invite=refuse)
    assert site.post("/subscribe", MINA).status == 200
    end = time.monotonic() + 5
    while not site.failures and time.monotonic() < end:
        time.sleep(0.01)
    assert site.failures == [("subscribe", "the relay is away")]


@pytest.mark.parametrize(
    "address", ["", "mina", "mina@", "a@b@c.example", "x@tidal.example\nBcc: y"]
)
def test_what_is_no_address_is_refused(site: Site, address: str) -> None:
    answer = site.post("/subscribe?language=en", {"address": address})
    assert answer.status == 400
    assert "name@example.com" in answer.text
    assert invited(site, 0) == []


def test_one_address_is_mailed_a_few_times_an_hour_and_the_answer_stays_the_same(
    site: Site,
) -> None:
    answers = {site.post("/subscribe", MINA).text for _ in range(MOST_FOR_ONE + 3)}
    assert len(answers) == 1
    assert len(invited(site, MOST_FOR_ONE)) == MOST_FOR_ONE
    site.post("/subscribe", {**MINA, "address": "jun@tidal.example"})
    assert len(invited(site, MOST_FOR_ONE + 1)) == MOST_FOR_ONE + 1
    site.now[0] = NOW + timedelta(hours=1)
    site.post("/subscribe", {**MINA, "address": MINA["address"].upper()})
    assert len(invited(site, MOST_FOR_ONE + 2)) == MOST_FOR_ONE + 2


def test_a_flood_of_addresses_is_stopped(site: Site) -> None:
    for number in range(MOST_FOR_ALL):
        assert site.post("/subscribe", {"address": f"{number}@tidal.example"}).status == 200
    answer = site.post("/subscribe", MINA)
    assert (answer.status, answer.headers["Retry-After"]) == (429, "3600")


def test_a_form_that_is_too_large_is_not_read(site: Site) -> None:
    answer = site.post("/subscribe", {"address": "x" * 100_000})
    assert answer.status == 413
    assert "<html" in answer.text


def test_looking_at_the_link_changes_nothing_and_its_button_confirms(site: Site) -> None:
    subscriber = asked(site)
    path = f"/confirm/{confirm_token(SECRETS, subscriber.id, now=NOW)}"
    for method in ("GET", "HEAD", "GET"):
        assert site.ask(method, path).status == 200
    assert state_of(site, subscriber.id) is SubscriberState.PENDING
    assert re.findall(r"<button>[^<]+</button>", site.get(path).text) == [
        "<button>구독 시작</button>"
    ]
    for _ in range(2):
        answer = site.post(path)
        assert answer.status == 200
        assert "구독이 시작되었습니다" in answer.text
    assert state_of(site, subscriber.id) is SubscriberState.ACTIVE


def test_an_old_link_does_not_bring_back_who_left(site: Site) -> None:
    subscriber = asked(site)
    path = f"/confirm/{confirm_token(SECRETS, subscriber.id, now=NOW)}"
    site.post(path)
    site.store.subscribers.leave(subscriber.id, NOW)
    assert site.post(path).status == 410
    assert state_of(site, subscriber.id) is SubscriberState.LEFT


def test_forged_and_foreign_links_are_refused(site: Site) -> None:
    subscriber = asked(site)
    good = confirm_token(SECRETS, subscriber.id, now=NOW)
    forged = [
        good[:-2] + ("AA" if good[-2:] != "AA" else "BB"),
        "1",
        confirm_token(("another-secret-altogether",), subscriber.id, now=NOW),
        leave_token(SECRETS, subscriber.id),
    ]
    for token in forged:
        for method in ("GET", "POST"):
            answer = site.ask(method, f"/confirm/{token}?language=en")
            assert answer.status == 400
            assert "This link does not work" in answer.text
    assert state_of(site, subscriber.id) is SubscriberState.PENDING


def test_a_link_to_confirm_is_good_for_a_week(site: Site) -> None:
    subscriber = asked(site)
    path = f"/confirm/{confirm_token(SECRETS, subscriber.id, now=NOW)}"
    site.now[0] = NOW + timedelta(days=8)
    assert site.get(path).status == site.post(path).status == 400
    assert state_of(site, subscriber.id) is SubscriberState.PENDING


def test_a_link_signed_with_the_secret_before_still_works(site: Site) -> None:
    subscriber = asked(site)
    assert site.post(f"/confirm/{confirm_token(SECRETS[1:], subscriber.id, now=NOW)}").status == 200


def test_without_a_secret_there_is_nothing_to_ask_for(make_site: Sites) -> None:
    site = make_site(secrets=())
    assert site.post("/subscribe", MINA).status == 404
    assert site.get("/confirm/1").status == 404
