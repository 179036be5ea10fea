"""`catchup run` and its single stages."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict

import typer

from catchup.cli.console import print_list, print_run
from catchup.cli.options import Options
from catchup.cli.saying import say, say_json
from catchup.cli.session import opened
from catchup.cli.working import pipeline
from catchup.pipeline import Pipeline
from catchup.pipeline.writing import Estimate
from catchup.types import Run, Selection
from catchup.whatsnew import choose
from publish.periods import since as parse_since


def run(ctx: typer.Context) -> None:
    """Crawl, match, select, summarise and write the report."""
    _stages(
        ctx.obj,
        Pipeline.crawl,
        Pipeline.read_pages,
        Pipeline.read_transcripts,
        Pipeline.index,
        Pipeline.match,
        Pipeline.tend,
        Pipeline.read_papers,
        Pipeline.summarize,
        Pipeline.publish,
        Pipeline.build_site,
    )


def crawl(ctx: typer.Context) -> None:
    """Visit the sources that are due."""
    _stages(
        ctx.obj,
        Pipeline.crawl,
        Pipeline.read_pages,
        Pipeline.read_transcripts,
        Pipeline.index,
    )


def match(ctx: typer.Context) -> None:
    """Place new items in the handbook's topics."""
    _stages(ctx.obj, Pipeline.match, Pipeline.tend)


def summarize(
    ctx: typer.Context,
    again: bool = typer.Option(False, "--again", help="All that reports hold; says the cost."),
    yes: bool = typer.Option(False, "--yes", help="With --again: write, and pay for it."),
) -> None:
    """Write the summaries that are missing, or all anew."""
    if not again:
        _stages(ctx.obj, Pipeline.summarize)
        return
    with pipeline(ctx.obj) as ready:
        estimate = ready.price_of_again()
        if not (ctx.obj.json or ctx.obj.quiet):
            say(_cost(estimate, ready))
        done = ready.summarize_again() if yes else None
    if done is not None:
        print_run(done, ctx.obj)
    if ctx.obj.json:
        priced = {"writer": ready.writer.name, **asdict(estimate)}
        say_json({**priced, "run": None if done is None else asdict(done)})
    elif done is None:
        say("nothing was written: add --yes to write them")


def _cost(estimate: Estimate, ready: Pipeline) -> str:
    settings = ready.config.writer
    unpriced = ready.config.asks_model and not (settings.input_price or settings.output_price)
    summaries = "summary" if estimate.summaries == 1 else "summaries"
    more = "second tries and the standby" if len(ready.config.writers) > 1 else "second tries"
    return (
        f"{estimate.summaries} {summaries} by {ready.writer.name}: up to ${estimate.usd:.4f},"
        f" {more} not counted; {estimate.free} are known or cost nothing"
        + (" ([writer] sets no prices)" if unpriced else "")
    )


def publish(ctx: typer.Context) -> None:
    """Write the report files and the site to the output folder."""
    _stages(ctx.obj, Pipeline.publish, Pipeline.build_site)


def select(
    ctx: typer.Context,
    since: str = typer.Option("7d", metavar="SPAN", help="14d, 6w, 36h or a date."),
) -> None:
    """Show what would be chosen, and why not the rest."""
    with opened(ctx.obj) as session:
        period = parse_since(since, now=ctx.obj.clock(), timezone=session.config.timezone)
        selection = choose(session.store, session.config, period)
    if ctx.obj.json:
        say_json(_as_json(selection))
        return
    rows = [
        (str(c.candidate.item.id), c.candidate.matches[0].topic, c.candidate.item.title)
        for c in selection.chosen
    ]
    print_list(("id", "topic", "title"), rows, "nothing was chosen")
    counts = Counter(str(why) for _, why in selection.left_out)
    say("left out: " + (", ".join(f"{n} {why}" for why, n in counts.most_common()) or "none"))


def _stages(options: Options, *stages: Callable[[Pipeline], Run]) -> None:
    done = []
    with pipeline(options) as ready:
        for stage in stages:
            done.append(stage(ready))
            print_run(done[-1], options)
    if options.json:
        say_json([asdict(run) for run in done])


def _as_json(selection: Selection) -> dict[str, object]:
    return {
        "period": [selection.period.start, selection.period.end],
        "chosen": [
            {
                "id": choice.candidate.item.id,
                "title": choice.candidate.item.title,
                "url": choice.candidate.item.url,
                "topics": [match.topic for match in choice.candidate.matches],
                "reasons": list(choice.reasons),
            }
            for choice in selection.chosen
        ],
        "left_out": [
            {"id": c.item.id, "title": c.item.title, "url": c.item.url, "why": why}
            for c, why in selection.left_out
        ],
    }
