"""`catchup subscribers`: who gets the letter, and by what consent."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import typer

from catchup.cli.console import print_list
from catchup.cli.options import Options, read_text
from catchup.cli.saying import printable, say, say_json
from catchup.cli.session import Session, opened
from catchup.cli.whatsnew import LANGUAGES
from catchup.errors import CatchupError, ConfigError, StoreError
from catchup.pipeline.inviting import invite, invite_all
from catchup.pipeline.sending import check_mail
from catchup.types import DeliveryState, Subscriber, SubscriberState
from publish.addresses import normalise

app = typer.Typer(
    help="Who gets the letter.", add_completion=False, rich_markup_mode=None, no_args_is_help=True
)

ADDRESS = typer.Argument(metavar="ADDRESS")
LANGUAGE = typer.Option("ko", metavar="ko|en", help="Language of the letter.")


@app.callback()
def subscribers() -> None:
    """Who gets the letter: list, add, invite, remove, import, export, erase."""


@app.command("list")
def list_subscribers(ctx: typer.Context) -> None:
    """Everyone who ever asked, with their state."""
    with opened(ctx.obj) as session:
        found = session.store.subscribers.all()
    if ctx.obj.json:
        say_json([asdict(one) for one in found])
        return
    rows = [
        (one.address, one.language, one.state, f"{one.asked:%Y-%m-%d}", _day(one)) for one in found
    ]
    print_list(
        ("address", "language", "state", "asked", "confirmed"),
        rows,
        "nobody has asked for the letter yet; see `catchup subscribers add --help`",
    )


@app.command()
def add(
    ctx: typer.Context,
    address: str = ADDRESS,
    language: str = LANGUAGE,
    confirmed: bool = typer.Option(
        False, "--confirmed", help="They have agreed already, in writing; say how by --consent."
    ),
    consent: str = typer.Option("", metavar="TEXT", help="How and when they agreed."),
) -> None:
    """Note that somebody asked; they get mail once they have confirmed."""
    if confirmed:
        _need_consent(consent)
    with opened(ctx.obj) as session:
        if session.config.mail.server and not confirmed:
            check_mail(session.config)
        one = _ask(session, address, language, consent or "added by the operator")
        if confirmed:
            one = session.store.subscribers.confirm(one.id, ctx.obj.clock()) or one
        if ctx.obj.json:
            say_json(asdict(one))
        elif not ctx.obj.quiet:
            say(f"{one.address}: {one.state}")
        if one.state is SubscriberState.PENDING:
            asked = _ask_to_confirm(session, one)
            if not (ctx.obj.json or ctx.obj.quiet):
                say(f"  {asked}")


@app.command("invite")
def invite_pending(
    ctx: typer.Context,
    address: str = typer.Argument("", metavar="[ADDRESS]", help="Ask this one, even once more."),
) -> None:
    """Mail the link that confirms to all who are pending and were not asked yet."""
    with opened(ctx.obj) as session:
        if address:
            people = [_pending(session, address)]
        else:
            people = [one for one in session.store.subscribers.all() if _is_owed(one)]
        outcomes = list(invite_all(session.config, session.store, people, ctx.obj.clock))
    sent = [one.address for one, outcome in outcomes if outcome.state is DeliveryState.SENT]
    wrong = [
        f"{one.address}: {outcome.detail}"
        for one, outcome in outcomes
        if outcome.state is not DeliveryState.SENT
    ]
    if ctx.obj.json:
        say_json({"asked": sent, "wrong": wrong})
    elif not ctx.obj.quiet:
        say(f"asked {len(sent)}, failed {len(wrong)}")
    _fail_by(wrong)


@app.command()
def remove(ctx: typer.Context, address: str = ADDRESS) -> None:
    """Unsubscribe somebody; that they asked once stays on record."""
    with opened(ctx.obj) as session:
        one = session.store.subscribers.leave(_find(session, address).id, ctx.obj.clock())
    if ctx.obj.json:
        say_json(asdict(one) if one else None)
    elif not ctx.obj.quiet:
        say(f"{address}: left")


@app.command()
def erase(ctx: typer.Context, address: str = ADDRESS) -> None:
    """Forget somebody wholly; a later import cannot bring them back."""
    with opened(ctx.obj) as session:
        session.store.subscribers.erase(_find(session, address).id)
    if ctx.obj.json:
        say_json({"erased": address})
    elif not ctx.obj.quiet:
        say(f"{address}: erased")


@app.command("import")
def import_subscribers(
    ctx: typer.Context,
    file: Path = typer.Argument(metavar="FILE", help="One a line: address[,ko|en]."),
    confirmed: bool = typer.Option(False, "--confirmed", help="All have agreed; needs --consent."),
    consent: str = typer.Option("", metavar="TEXT", help="How and when they agreed."),
    language: str = LANGUAGE,
) -> None:
    """Add many; who left, bounced or was erased stays out, and bad lines are named."""
    if confirmed:
        _need_consent(consent)
    done: list[str] = []
    known: list[str] = []
    wrong: list[str] = []
    with opened(ctx.obj) as session:
        for number, address, its_language in _lines(file, language):
            try:
                one = _ask(session, address, its_language, consent or f"import of {file.name}")
            except CatchupError as error:
                wrong.append(f"{file.name}:{number}: {error}")
                continue
            if one.state is SubscriberState.ACTIVE:
                known.append(one.address)
                continue
            done.append(one.address)
            if confirmed:
                session.store.subscribers.confirm(one.id, ctx.obj.clock())
    _tell_import(ctx.obj, done, known, wrong, confirmed=confirmed)


@app.command("export")
def export_subscribers(ctx: typer.Context) -> None:
    """Print the active addresses with their language, one a line."""
    with opened(ctx.obj) as session:
        found = session.store.subscribers.active()
    if ctx.obj.json:
        say_json([{"address": one.address, "language": one.language} for one in found])
        return
    for one in found:
        say(f"{one.address},{one.language}")


def _tell_import(
    options: Options, done: list[str], known: list[str], wrong: list[str], *, confirmed: bool
) -> None:
    if options.json:
        say_json({"added": done, "known": known, "wrong": wrong})
    elif not options.quiet:
        say(f"added {len(done)}, there already {len(known)}, passed over {len(wrong)}")
        if done and not confirmed:
            say("  no mail was sent yet: `catchup subscribers invite` asks them to confirm")
    _fail_by(wrong)


def _fail_by(wrong: list[str]) -> None:
    """Name what went wrong, and leave with 1 if anything did."""
    for line in wrong:
        say(f"  ! {printable(line)}", err=True)
    if wrong:
        raise typer.Exit(1)


def _is_owed(one: Subscriber) -> bool:
    """Whether they still have to be mailed the link that confirms."""
    return one.state is SubscriberState.PENDING and one.invited is None


def _ask_to_confirm(session: Session, one: Subscriber) -> str:
    """Mail a pending subscriber the link that confirms, unless they have it; says what was done."""
    if not session.config.mail.server:
        return "no mail was sent: set up [mail], then `catchup subscribers invite`"
    if one.invited is not None:
        day = f"{one.invited:%Y-%m-%d}"
        return f"asked on {day} already; `catchup subscribers invite {one.address}` asks again"
    invite(session.config, session.store, one, session.options.clock)
    return "a mail asks them to confirm within seven days"


def _pending(session: Session, address: str) -> Subscriber:
    one = _find(session, address)
    if one.state is not SubscriberState.PENDING:
        raise StoreError(f"{one.address} is {one.state}: there is nothing to confirm")
    return one


def _ask(session: Session, address: str, language: str, consent: str) -> Subscriber:
    if language not in LANGUAGES:
        raise ConfigError(f"language `{language}` is not one of {', '.join(LANGUAGES)}")
    clean = normalise(address)
    store = session.store.subscribers
    if store.forgotten(clean):
        raise StoreError(
            f"{address.strip()} was erased and stays out",
            hint="an address that was erased is never added again, not even by its owner",
        )
    known = store.by_address(clean)
    if known is not None and known.state in {SubscriberState.LEFT, SubscriberState.BOUNCED}:
        raise StoreError(
            f"{address.strip()} has {known.state}", hint="they may subscribe themselves"
        )
    return store.add(clean, language, consent, session.options.clock())


def _need_consent(consent: str) -> None:
    if not consent.strip():
        raise ConfigError(
            "--confirmed needs --consent", hint='such as --consent "signed list, 2026-11-02"'
        )


def _find(session: Session, address: str) -> Subscriber:
    found = session.store.subscribers.by_address(normalise(address))
    if found is None:
        raise StoreError(f"nobody has the address {address}")
    return found


def _lines(file: Path, language: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(read_text(file).splitlines(), 1):
        address, _, its_language = (part.strip() for part in line.partition(","))
        if address and not address.startswith("#"):
            yield number, address, its_language or language


def _day(one: Subscriber) -> str:
    return f"{one.confirmed:%Y-%m-%d}" if one.confirmed else "-"
